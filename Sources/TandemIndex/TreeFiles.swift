package import TandemCode
import TandemCore

/// The files of a tree, read where a segment holds them; a *file* is a position in the order of
/// their paths' bytes.
///
/// Nothing is made for a file before it is asked about: a large tree has a hundred thousand.
package struct TreeFiles: Sendable {
  /// How many there are.
  package let count: Int
  private let segment: Segment

  /// The files of the tree that a segment holds; nil where it is damaged.
  init?(_ segment: Segment) {
    guard segment.areStringsIntact else { return nil }
    self.segment = segment
    count = segment.fileCount
  }

  /// Files that are in no index.
  package init(_ files: [SegmentSet.File]) {
    var builder = SegmentBuilder()
    builder.add(tree: SegmentKey("", kind: TextKind.tree), files)
    segment = builder.segment()
    count = segment.fileCount
  }

  /// The files by their positions.
  package var indices: Range<Int> { 0..<count }

  /// The path of a file.
  package func path(_ file: Int) -> String { String(decoding: bytes(file), as: UTF8.self) }

  /// The bytes of a file's path.
  package func bytes(_ file: Int) -> UnsafeRawBufferPointer {
    segment.string(at: segment.file(file).path) ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// What a file is for.
  package func role(_ file: Int) -> PathRole { segment.file(file).role }

  /// Whether a file's name is that of a picture, an archive or other data.
  package func isData(_ file: Int) -> Bool { segment.file(file).isData }

  /// The key of what is in a file.
  package func key(_ file: Int) -> SegmentKey { segment.file(file).key }

  /// How many words a path has.
  package func wordCount(_ file: Int) -> Int { Int(segment.file(file).words) }

  /// A file with its path.
  package subscript(file: Int) -> SegmentSet.File {
    SegmentSet.File(
      path: path(file), role: role(file), isData: isData(file), key: key(file))
  }

  /// Calls `body` with each file in which a term of its path stands, in order, and how often.
  package func forEachFile(of term: UInt64, _ body: (_ file: Int, _ count: Int) -> Void) {
    segment.forEachPosting(of: term) { if $0 < count { body($0, $1) } }
  }

  /// Calls `body` with each term of each path; false where the segment is damaged.
  @discardableResult
  func forEachTerm(_ body: (_ term: UInt64, _ file: Int, _ count: Int) -> Void) -> Bool {
    segment.forEachPosting(body)
  }

  /// How the segment holds a file.
  func record(_ file: Int) -> SegmentLayout.File { segment.file(file) }

  /// The files with a name, the last part of their paths.
  package func files(called name: some Sequence<UInt8>) -> [Int] {
    var found: [Int] = []
    forEachFile(of: TermHash.fileName(name)) { file, _ in found.append(file) }
    return found
  }

  /// The file with exactly this path.
  package func file(_ path: String) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if bytes(middle).lexicographicallyPrecedes(path.utf8) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < count && bytes(low).elementsEqual(path.utf8) ? low : nil
  }
}
