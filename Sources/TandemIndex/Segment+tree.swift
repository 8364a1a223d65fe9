extension Segment {
  /// The segment of another tree with the same paths as this one's: only what some of its files hold
  /// differs, and so does nothing that is found by paths.
  ///
  /// - Parameter files: Positions with what is there now.
  func tree(_ tree: SegmentKey, replacing files: [(file: Int, key: SegmentKey)]) -> SegmentMemory {
    typealias Layout = SegmentLayout
    return SegmentMemory(count: byteCount) { copy in
      copy.copyMemory(from: memory.bytes)
      func put<T: BitwiseCopyable>(_ value: T, _ index: Int, _ section: Layout.Section) {
        copy.storeBytes(
          of: value, toByteOffset: offset(of: section) + index * MemoryLayout<T>.stride, as: T.self)
      }
      for (file, key) in files {
        var record = self.file(file)
        record.key = key
        put(record, file, .files)
      }
      // The tree itself is the only text.
      var text = record(0)
      text.key = tree
      put(text, 0, .texts)
      for slot in 0..<slotCount { put(UInt32.max, slot, .slots) }
      put(UInt32(0), tree.slotHash & (slotCount - 1), .slots)
      Layout.seal(copy, tables: Layout.headerBytes..<offset(of: .firstLazy))
    }
  }
}
