@preconcurrency import Glibc
import TandemCode

/// Cuts a file into pieces that leave nothing out: each function with what is nested in it, and the
/// stretches between; a file without definitions into blocks of lines.
///
/// A function within a function is a piece beside: it can be found, but counts for nothing twice.
struct FilePieces: Sendable {
  /// The pieces in order.
  private(set) var pieces: [Piece] = []

  /// One run of lines of a file.
  struct Piece: Sendable, Hashable {
    /// The type that a stretch stands in; nil at top level, and for a definition, whose name is known.
    var name: String?
    /// Its 1-based lines.
    var lines: ClosedRange<Int>
    /// Its bytes.
    var bytes: Range<Int>
    /// The definition that it is, as an index into the file's; nil for a stretch between some.
    var definition: Int?
    /// Whether another piece holds all of it.
    var isNested = false
  }

  /// How deep functions are told apart: each level reads the same words once more.
  private static let deepest = 2

  /// Lines of a block where a file has no definitions, or of a long stretch between some.
  private static let blockLines = 60

  /// Cuts a file with these definitions, in their order.
  init(_ bytes: [UInt8], definitions: [Definition]) {
    var starts = [0]
    starts.reserveCapacity(bytes.count / 24)
    bytes.withUnsafeBytes { bytes in
      var offset = 0
      while let start = bytes.baseAddress, offset < bytes.count,
        let newline = memchr(start + offset, 10, bytes.count - offset)
      {
        offset = UnsafeRawPointer(newline) - start + 1
        starts.append(offset)
      }
    }
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
        // A type begins a stretch of its own.
        let end = min(
          last, next + Self.blockLines - 1, waiting.first.map { $0.firstLine - 1 } ?? last)
        let block = next...max(next, end)
        pieces.append(
          Piece(
            name: types.last?.qualifiedName, lines: block, bytes: range(block)))
        next = block.upperBound + 1
      }
    }
    var pieces: [Piece] = []
    /// The functions that hold the one reached, outermost first.
    var outer: [Definition] = []
    for (index, definition) in definitions.enumerated()
    where definition.kind != .type && definition.lastLine <= lineCount {
      let isNested = definition.firstLine < next
      while let last = outer.last, !last.bytes.contains(definition.bytes) { outer.removeLast() }
      guard !isNested || (1...Self.deepest).contains(outer.count) else { continue }
      if !isNested {
        addStretch(upTo: definition.firstLine - 1, &pieces)
        next = definition.lastLine + 1
      }
      pieces.append(
        Piece(
          lines: definition.lines, bytes: range(definition.lines), definition: index,
          isNested: isNested))
      outer.append(definition)
    }
    addStretch(upTo: lineCount, &pieces)
    self.pieces = pieces
  }
}
