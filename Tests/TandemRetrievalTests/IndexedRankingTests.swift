import FoundationEssentials
import Synchronization
import TandemCore
import TandemGit
import TandemIndex
import TandemTestKit
import TandemTriage
import Testing

@testable import TandemRetrieval

/// A ranking is the same whatever else an index holds, in whatever order it came there.
@Suite struct IndexedRankingTests {
  private static let report = BugReport(
    title: "Receipt shows a wrong rounding of pennies", body: "See `round_pennies`.", source: "test"
  )

  /// Three states of a shop, each with files of its own; only the last is asked about.
  private func repository() throws -> TemporaryRepository {
    let files = try TemporaryRepository([
      "money.py": "def round_pennies(x):\n    return int(x)\n",
      "receipt.py": "from money import round_pennies\n\ndef show(receipt):\n    pass\n",
    ])
    try files.write("money.py", "def round_pennies(x):\n    return round(x)\n")
    try files.write("pennies.py", "rounding = receipt = pennies = 1\n")
    try files.commit("Rounding of pennies on a receipt")
    try files.git("rm", "--quiet", "pennies.py")
    try files.write("wrong.py", "wrong = 'shows a wrong receipt'\n")
    try files.commit("What is wrong is said")
    return files
  }

  private func rank(
    _ files: TemporaryRepository, _ base: String, index: String? = nil
  ) throws -> [RankedFile] {
    let repository = try Repository.open(at: files.path)
    let commit = try repository.resolve(base)
    return try Retriever(index: index).rank(
      report: Self.report, triage: TriageRules.triage(Self.report), repository: repository,
      tree: commit.tree, base: commit.id)
  }

  @Test func `with an index as without, cold, warm and after other bases`() throws {
    let files = try repository()
    let bases = ["HEAD", "HEAD~1", "HEAD~2"]
    let expected = try bases.map { try rank(files, $0) }
    #expect(Set(expected.map { $0.map(\.path) }).count == 3)
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0, 1, 0, 2]] {
      let index = files.directory.file("index\(order.count)\(order[0])")
      for base in order { #expect(try rank(files, bases[base], index: index) == expected[base]) }
    }
  }

  @Test func `names are looked up among what the base itself defines`() throws {
    let files = try repository()
    let index = files.directory.file("index")
    try files.write("later.py", "def coin():\n    pass\n")
    try files.commit("Coins")
    for base in ["HEAD", "HEAD~1"] { _ = try rank(files, base, index: index) }
    let repository = try Repository.open(at: files.path)
    let names: Set = ["round_pennies", "show", "coin", "rounding"]
    func defined(_ base: String, _ index: String?) throws -> [String] {
      try Retriever(index: index).defined(
        names, repository: repository, tree: repository.resolve(base).tree
      ).sorted()
    }
    #expect(try defined("HEAD", index) == ["coin", "round_pennies", "show"])
    #expect(try defined("HEAD~1", index) == ["round_pennies", "show"])
    #expect(try defined("HEAD", nil) == [], "without an index nothing is scanned")
  }

  @Test func `without time a partial result is told, and nothing is lost for the next`() throws {
    let files = try repository()
    let index = files.directory.file("index")
    let repository = try Repository.open(at: files.path)
    let commit = try repository.head()
    let unread = Mutex<[Int]>([])
    var hurried = Retriever(index: index)
    hurried.seconds = 0
    hurried.tellsUnread = { count in unread.withLock { $0.append(count) } }
    _ = try hurried.rank(
      report: Self.report, triage: TriageRules.triage(Self.report), repository: repository,
      tree: commit.tree, base: commit.id)
    #expect(unread.withLock { $0 } == [3])
    #expect(try rank(files, "HEAD", index: index) == rank(files, "HEAD"))
  }

  @Test func `a tree told from another is the tree itself`() throws {
    let files = try TemporaryRepository([
      "a/x.py": "x\n", "a.py": "a\n", "b/c/d": "d\n", "z": "z\n",
    ])
    try files.git("rm", "--quiet", "-r", "b", "z")
    try files.write("b", "now a file\n")
    try files.write("a/y.py", "y\n")
    try files.write("z/z.py", "z\n")
    try files.commit("second")
    try files.write("a-b", "between a.py and a/x.py\n")
    try files.write("größe.py", "g\n")
    try files.commit("third")
    let repository = try Repository.open(at: files.path)
    let trees = try ["HEAD", "HEAD~1", "HEAD~2"].map { try repository.resolve($0).tree }
    func listed(_ set: inout SegmentSet, _ tree: String) throws -> [SegmentSet.File] {
      let files = try set.files(ofTree: tree, in: repository, keeping: nil)
      return files.indices.map { files[$0] }
    }
    let expected = try trees.map { tree in
      var set = SegmentSet()
      return try listed(&set, tree)
    }
    #expect(expected[1].map(\.path) == ["a.py", "a/x.py", "a/y.py", "b", "z/z.py"])
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
      var set = SegmentSet()
      for tree in order { #expect(try listed(&set, trees[tree]) == expected[tree]) }
    }
  }

  @Test func `with the same blob at two paths and in two languages`() throws {
    let text = "def round_pennies(x): pass\n"
    let files = try TemporaryRepository(["a.py": text, "b.py": text, "c.js": text, "d": text])
    let expected = try rank(files, "HEAD")
    #expect(expected.prefix(2).map(\.path) == ["a.py", "b.py"] && expected.count == 4)
    let index = files.directory.file("index")
    for _ in 0..<2 { #expect(try rank(files, "HEAD", index: index) == expected) }
  }

  @Test func `with every segment damaged in turn`() throws {
    let files = try repository()
    let expected = try rank(files, "HEAD")
    let index = files.directory.file("index")
    var random = RandomStream(3)
    for _ in 0..<40 {
      #expect(try rank(files, "HEAD", index: index) == expected)
      for name in try FileManager.default.contentsOfDirectory(atPath: index) {
        let path = URL(filePath: index + "/" + name)
        var bytes = try Data(contentsOf: path)
        bytes[Int.random(in: 0..<bytes.count, using: &random)] ^=
          1 << UInt8.random(in: 0..<8, using: &random)
        try bytes.write(to: path)
      }
    }
  }

  @Test func `without a file whose contents are gone, until they are back`() throws {
    let files = try repository()
    let expected = try rank(files, "HEAD")
    let blob = try files.git("rev-parse", "HEAD:wrong.py")
    let object = "\(files.path)/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
    try FileManager.default.moveItem(atPath: object, toPath: object + "-away")
    let index = files.directory.file("index")
    let without = try rank(files, "HEAD", index: index)
    #expect(without.map(\.path) == expected.map(\.path).filter { $0 != "wrong.py" })
    try FileManager.default.moveItem(atPath: object + "-away", toPath: object)
    #expect(try rank(files, "HEAD", index: index) == expected)
  }

  @Test func `an index knows what it read`() throws {
    let files = try repository()
    try files.write("logo.png", [0x89, 0, 1])
    try files.write("data.bin2", [0, 1, 2])
    try files.commit("Pictures")
    let repository = try Repository.open(at: files.path)
    let retriever = Retriever(index: files.directory.file("index"))
    let first = try retriever.index(repository.head(), of: repository)
    #expect(
      [first.files, first.read, first.unreadable, first.unlikely, first.passedOver]
        == [3, 8, 1, 1, 0])
    #expect([first.definitions, first.commits] == [2, 4] && first.bytes > 0)
    let second = try retriever.index(repository.head(), of: repository)
    #expect(second.read == 0 && second.files == 3 && second.segments == first.segments)
  }
}
