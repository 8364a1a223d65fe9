/// Where the texts of some of a tree's files are: which segment holds each, and which files a text
/// of a segment stands for.
package struct TreeTexts: Sendable {
  /// The tree.
  package let tree: TreeFiles
  /// By file where its text is; nil for what is in no segment, or was not asked about.
  package private(set) var places: [SegmentSet.Place?]
  /// By segment and text the first file with it; -1 for none.
  package private(set) var firstFile: [[Int32]] = []
  /// By file another with the same text; -1 for none.
  private var nextFile: [Int32]
  private let keys: KeyTable

  /// Asks about the files of `tree` that `isWanted` says.
  package init(_ tree: TreeFiles, isWanted: [Bool]) {
    self.tree = tree
    places = [SegmentSet.Place?](repeating: nil, count: tree.count)
    nextFile = [Int32](repeating: -1, count: tree.count)
    var keys = KeyTable(tree)
    for file in tree.indices where isWanted[file] {
      let first = keys.insert(file)
      if first != file {
        nextFile[file] = nextFile[first]
        nextFile[first] = Int32(file)
      }
    }
    self.keys = keys
  }

  /// Looks through segments that were not looked through before.
  package mutating func look(into segments: [Segment]) {
    for index in firstFile.count..<max(firstFile.count, segments.count) {
      let segment = segments[index]
      var first = [Int32](repeating: -1, count: segment.textCount)
      for text in first.indices {
        guard var file = keys[segment.key(of: text)], places[Int(file)] == nil else { continue }
        first[text] = file
        while file >= 0 {
          places[Int(file)] = SegmentSet.Place(segment: index, text: text)
          file = nextFile[Int(file)]
        }
      }
      firstFile.append(first)
    }
  }

  /// Those of the files asked about whose texts are in no segment, one for each text.
  package var missing: [Int] {
    keys.files.filter { places[$0] == nil }.sorted()
  }

  /// Calls `body` with each file with a text.
  @inline(__always) package func forEachFile(
    of text: Int, in segment: Int, _ body: (_ file: Int) -> Void
  ) {
    var file = firstFile[segment][text]
    while file >= 0 {
      body(Int(file))
      file = nextFile[Int(file)]
    }
  }
}

/// A tree's files by their keys: open addressing over one array.
private struct KeyTable: Sendable {
  private let tree: TreeFiles
  private var slots: [Int32]

  init(_ tree: TreeFiles) {
    self.tree = tree
    var size = 16
    while size < tree.count * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
  }

  /// Adds a file, unless one is here with its key, and returns the key's.
  mutating func insert(_ file: Int) -> Int {
    let slot = slot(of: tree.key(file))
    if slots[slot] < 0 { slots[slot] = Int32(file) }
    return Int(slots[slot])
  }

  /// The files that it holds, in no order.
  var files: some Sequence<Int> { slots.lazy.filter { $0 >= 0 }.map(Int.init) }

  subscript(key: SegmentKey) -> Int32? {
    let file = slots[slot(of: key)]
    return file < 0 ? nil : file
  }

  private func slot(of key: SegmentKey) -> Int {
    var slot = key.slotHash & (slots.count - 1)
    while slots[slot] >= 0, tree.key(Int(slots[slot])) != key {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }
}
