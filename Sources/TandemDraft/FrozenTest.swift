/// The lines that a reproducing test added to one file: a draft may write around them, not in them.
struct FrozenTest: Sendable {
  /// The file's text with the test in it.
  let text: String
  /// The runs of lines that were added, in order.
  private let blocks: [[Substring]]

  /// - Parameter base: the file before the test was added; nil where it was created.
  init(_ text: String, over base: String?) {
    self.text = text
    let lines = Self.lines(text)
    var blocks: [[Substring]] = []
    var end = -1
    for case .insert(let offset, let line, _) in lines.difference(from: base.map(Self.lines) ?? [])
    {
      if offset == end { blocks[blocks.count - 1].append(line) } else { blocks.append([line]) }
      end = offset + 1
    }
    self.blocks = blocks
  }

  /// Whether `changed` still holds what was added, block by block and in order.
  func isKept(in changed: String) -> Bool {
    var rest = Self.lines(changed)[...]
    for block in blocks {
      guard let place = rest.firstRange(of: block) else { return false }
      rest = rest[place.upperBound...]
    }
    return true
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
