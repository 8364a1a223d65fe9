import TandemCode
import Testing

@testable import TandemIndex

/// A tree's files are found by their paths, names, folders and words, where the segment lies.
@Suite struct TreeFilesTests {
  private let tree = TreeFiles(
    ["web/Größe.js", "shop/models.py", "shop/tests/test_models.py", "a-b", "a/x.py"].map {
      SegmentSet.File(path: $0, blob: "1")
    })

  private func files(_ term: UInt64) -> [String] {
    var found: [String] = []
    tree.forEachFile(of: term) { found.append("\(tree.path($0)) x\($1)") }
    return found
  }

  @Test func `in the order of their paths' bytes, each found by its path`() {
    let paths = ["a-b", "a/x.py", "shop/models.py", "shop/tests/test_models.py", "web/Größe.js"]
    #expect(tree.indices.map(tree.path) == paths)
    #expect(paths.map(tree.file) == [0, 1, 2, 3, 4])
    #expect(["", "a", "shop", "zoo", "shop/models"].map(tree.file) == [nil, nil, nil, nil, nil])
    #expect(tree.indices.map { tree.role($0) == .test } == [false, false, false, true, false])
  }

  @Test func `by name, by folder and by the stems of words, more often where the name holds it`() {
    #expect(tree.files(called: "models.py".utf8) == [2])
    #expect(files(TermHash.folder("tests")) == ["shop/tests/test_models.py x1"])
    #expect(files(TermHash.folder("shop")) == [], "the first folder is that of half a project")
    let stem = PathWords.stem(Array("test".utf8)[...])
    #expect(files(TermHash.pathWord(stem)) == ["shop/tests/test_models.py x3"])
  }

  @Test func `a text of several files is told for each`() throws {
    var builder = SegmentBuilder()
    FileReading.add(Array("x\n".utf8), tree.key(1), to: &builder)
    let segment = builder.segment()
    var texts = TreeTexts(tree, isWanted: [false, true, true, false, true])
    #expect(texts.missing == [1, 4])
    texts.look(into: [segment])
    var found: [Int] = []
    texts.forEachFile(of: 0, in: 0) { found.append($0) }
    #expect(found == [1, 2] && texts.missing == [4])
  }

  private func segment(_ tree: String, _ files: KeyValuePairs<String, String>) -> Segment {
    var builder = SegmentBuilder()
    builder.add(
      tree: SegmentKey(tree, kind: TextKind.tree),
      files.map { SegmentSet.File(path: $0, blob: $1) })
    return builder.segment()
  }

  /// All that a tree's segment tells.
  private func told(_ segment: Segment?) throws -> [String] {
    let segment = try #require(segment)
    let tree = try #require(TreeFiles(segment))
    var lines = ["\(segment.text(segment.key(of: 0)) ?? -1) \(segment.key(of: 0).id)"]
    lines += tree.indices.map { "\(tree[$0]) \(tree.wordCount($0))" }
    #expect(tree.forEachTerm { lines.append("\($0) \($1) x\($2)") })
    return lines
  }

  @Test func `a tree with the same paths is told from this one`() throws {
    let before = segment("aa00000000000001", ["a-b": "1", "a/x.py": "2", "shop/models.py": "3"])
    let after = segment("bb00000000000006", ["a-b": "1", "a/x.py": "7", "shop/models.py": "8"])
    let files = try #require(TreeFiles(after))
    let made = before.tree(
      after.key(of: 0), replacing: [1, 2].map { (file: $0, key: files.key($0)) })
    #expect(try told(Segment(made)) == told(after))
  }

  @Test func `a tree with other paths is told from this one`() throws {
    let before = segment(
      "aa00000000000001",
      ["a-b": "1", "a/tests/test_x.py": "2", "shop/models.py": "3", "shop/shop_models.py": "4"])
    let after = segment(
      "bb00000000000006",
      ["a-b": "1", "a/tests/test_x.py": "7", "a/y.py": "6", "shop/models.py": "3", "z/zip.c": "9"])
    let (old, new) = (try #require(TreeFiles(before)), try #require(TreeFiles(after)))
    let kept = try #require(TreeTerms(old, without: [1, 3]))
    var builder = SegmentBuilder()
    builder.add(tree: after.key(of: 0), keeping: kept, [4, 2, 1].map { new[$0] })
    #expect(try told(Segment(builder.finish())) == told(after))
  }
}
