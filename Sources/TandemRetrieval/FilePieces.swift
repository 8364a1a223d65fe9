import TandemCode

/// Cuts a file into pieces that do not overlap and leave nothing out: each function with what is
/// nested in it, and the stretches between; a file without definitions into blocks of lines.
struct FilePieces {
  private(set) var pieces: [Piece] = []

  /// One run of lines of a file.
  struct Piece {
    var name: String
    var lines: ClosedRange<Int>
    var bytes: Range<Int>
    var isDefinition: Bool
  }

  /// Lines of a block where a file has no definitions, or of a long stretch between some.
  private static let blockLines = 60

  init(_ bytes: [UInt8], definitions: [Definition]) {
    var starts = [0]
    for (index, byte) in bytes.enumerated() where byte == 10 { starts.append(index + 1) }
    if starts.count > 1, starts.last == bytes.count { starts.removeLast() }
    let lineCount = starts.count
    func range(_ lines: ClosedRange<Int>) -> Range<Int> {
      let end = lines.upperBound < lineCount ? starts[lines.upperBound] : bytes.count
      return starts[lines.lowerBound - 1]..<max(end, starts[lines.lowerBound - 1])
    }
    var next = 1
    /// The types that enclose the line reached, innermost last.
    var types: [Definition] = []
    var waiting = definitions.filter { $0.kind == .type }[...]
    func addStretch(upTo last: Int, _ pieces: inout [Piece]) {
      while next <= last {
        while let type = waiting.first, type.firstLine <= next {
          types.append(waiting.removeFirst())
        }
        while let type = types.last, type.lastLine < next { types.removeLast() }
        let block = next...min(last, next + Self.blockLines - 1)
        pieces.append(
          Piece(
            name: types.last?.qualifiedName ?? "lines \(block.lowerBound)-\(block.upperBound)",
            lines: block, bytes: range(block), isDefinition: false))
        next = block.upperBound + 1
      }
    }
    var pieces: [Piece] = []
    for definition in definitions
    where definition.kind != .type && definition.firstLine >= next
      && definition.lastLine <= lineCount
    {
      addStretch(upTo: definition.firstLine - 1, &pieces)
      pieces.append(
        Piece(
          name: definition.qualifiedName, lines: definition.lines, bytes: range(definition.lines),
          isDefinition: true))
      next = definition.lastLine + 1
    }
    addStretch(upTo: lineCount, &pieces)
    self.pieces = pieces
  }
}
