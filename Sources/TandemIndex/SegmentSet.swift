/// The segments in use: those of the folder, and those made since.
package struct SegmentSet: Sendable {
  /// The segments.
  package private(set) var segments: [Segment]

  /// A text of one of the segments.
  package struct Place: Sendable, Hashable {
    /// The segment's position.
    package var segment: Int
    /// The text in it.
    package var text: Int
  }

  /// Makes a set.
  package init(_ segments: [Segment] = []) { self.segments = segments }

  /// Where a text is; nil where no segment holds it.
  ///
  /// - Parameter near: The segment to look into first.
  package func place(of key: SegmentKey, near: Int? = nil) -> Place? {
    if let near, let text = segments[near].text(key) { return Place(segment: near, text: text) }
    for (index, segment) in segments.enumerated() {
      if let text = segment.text(key) { return Place(segment: index, text: text) }
    }
    return nil
  }

  /// Adds a segment that was made.
  package mutating func add(_ memory: SegmentMemory) {
    if let segment = Segment(memory) { segments.append(segment) }
  }

  /// Makes a segment of what was gathered, if anything was, and keeps it in a folder too.
  mutating func add(_ builder: SegmentBuilder, keeping folder: IndexFolder?) {
    guard !builder.isEmpty else { return }
    let memory = builder.finish()
    folder?.keep(memory)
    add(memory)
  }
}
