/// One change that a template proposes in one file, and how well it fits its place.
struct Rewrite: Sendable, Hashable {
  /// The template it comes from.
  var template: Template
  /// How well it fits among the template's changes at this place: 1 is the best.
  var fitness: Double
  /// What is replaced; ascending and not overlapping.
  var edits: [Edit]

  /// Some bytes of a text and what takes their place.
  struct Edit: Sendable, Hashable {
    /// The bytes replaced; empty to insert.
    var bytes: Range<Int>
    /// What takes their place.
    var text: String
  }

  /// Proposes to put `text` in the place of `bytes`.
  init(_ template: Template, _ fitness: Double, _ bytes: Range<Int>, _ text: String) {
    self.init(template, fitness, [Edit(bytes: bytes, text: text)])
  }

  /// Proposes several replacements at once.
  init(_ template: Template, _ fitness: Double, _ edits: [Edit]) {
    self.template = template
    self.fitness = fitness
    self.edits = edits.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
  }

  /// The edits as one: the bytes from the first to the last of them and what takes their place, equal
  /// ends cut off; nil where nothing changes.
  func span(in old: [UInt8]) -> (bytes: Range<Int>, text: [UInt8])? {
    guard let first = edits.first, let last = edits.last else { return nil }
    let span = first.bytes.lowerBound..<last.bytes.upperBound
    var new: [UInt8] = []
    var position = span.lowerBound
    for edit in edits {
      new += old[position..<edit.bytes.lowerBound]
      new += edit.text.utf8
      position = edit.bytes.upperBound
    }
    let before = old[span]
    let head = zip(before, new).prefix { $0 == $1 }.count
    let tail = zip(before.dropFirst(head).reversed(), new.dropFirst(head).reversed())
      .prefix { $0 == $1 }.count
    guard before.count != new.count || head < new.count else { return nil }
    return (
      span.lowerBound + head..<span.upperBound - tail, Array(new[head..<new.count - tail])
    )
  }

  /// Returns `bytes` with the edits made.
  func applied(to bytes: [UInt8]) -> [UInt8] {
    var made: [UInt8] = []
    made.reserveCapacity(bytes.count + 64)
    var position = 0
    for edit in edits {
      made += bytes[position..<edit.bytes.lowerBound]
      made += edit.text.utf8
      position = edit.bytes.upperBound
    }
    return made + bytes[position...]
  }
}
