import TandemCore
import TandemTestKit
import Testing

@testable import TandemGit

/// Whole trees.
struct EntriesTests {
  @Test func everyKindOfEntryIsListedInGitsOrder() throws {
    let files = try TemporaryRepository(["b/deep/c.txt": "c\n", "a.txt": "a\n", "b.txt": "b\n"])
    try files.git("update-index", "--chmod=+x", "a.txt")
    let commit = try files.git("rev-parse", "HEAD")
    let link = try files.git("hash-object", "-w", files.write("target", "a.txt"))
    try files.git("update-index", "--add", "--cacheinfo", "120000,\(link),link")
    try files.git("update-index", "--add", "--cacheinfo", "160000,\(commit),sub")
    let tree = try files.git("write-tree")
    let repository = try Repository.open(at: files.path)
    let entries = try repository.entries(ofTree: tree)
    #expect(entries.map(\.path) == ["a.txt", "b.txt", "b/deep/c.txt", "link", "sub"])
    #expect(entries.map(\.kind) == [.executable, .file, .file, .link, .submodule])
    #expect(entries.allSatisfy { !$0.isOddName })
    #expect(entries[4].id == commit)
    #expect(try repository.submodules(inTree: tree) == ["sub"])
    #expect(
      try files.git("ls-tree", "-r", "--format=%(objectname) %(path)", tree)
        == entries.map { "\($0.id) \($0.path)" }.joined(separator: "\n"))
  }

  /// A tree with these entries, written without git's checks.
  private func tree(_ names: [[UInt8]], in files: TemporaryRepository) throws -> String {
    let blob = try files.git("hash-object", "-w", files.write("blob", "x"))
    let id = stride(from: 0, to: 40, by: 2).map { offset -> UInt8 in
      let start = blob.index(blob.startIndex, offsetBy: offset)
      return UInt8(blob[start...blob.index(after: start)], radix: 16) ?? 0
    }
    var bytes: [UInt8] = []
    for name in names { bytes += Array("100644 ".utf8) + name + [0] + id }
    let file = try files.write("tree", bytes)
    return try files.git("hash-object", "-t", "tree", "-w", "--literally", file)
  }

  @Test func namesThatMustNotReachADiskAreMarked() throws {
    let files = try TemporaryRepository()
    let names: [[UInt8]] = [
      Array(".GIT".utf8), Array("..".utf8), Array("a\\b".utf8), Array("git~1".utf8),
      Array("plain".utf8), [0x66, 0xff],
    ]
    let entries = try Repository.open(at: files.path).entries(ofTree: tree(names, in: files))
    #expect(entries.map(\.path) == [".GIT", "..", "a\\b", "git~1", "plain", "f\u{fffd}"])
    #expect(entries.map(\.isOddName) == [true, true, true, true, false, true])
  }

  @Test func pathsThatSwiftHoldsEqualAreMarkedAfterTheFirst() throws {
    let files = try TemporaryRepository()
    let names = ["e\u{301}", "same", "same", "\u{e9}"].map { Array($0.utf8) }
    let entries = try Repository.open(at: files.path).entries(ofTree: tree(names, in: files))
    #expect(entries.map(\.isOddName) == [false, false, true, true])
    #expect(Set(entries.filter { !$0.isOddName }.map(\.path)).count == 2)
  }

  @Test func oneEntryIsFoundByItsPath() throws {
    let files = try TemporaryRepository(["a/b.txt": "b\n"])
    let repository = try Repository.open(at: files.path)
    let tree = try repository.head().tree
    #expect(
      try repository.entry(at: "a/b.txt", inTree: tree)
        == TreeEntry(path: "a/b.txt", id: files.git("rev-parse", "HEAD:a/b.txt"), kind: .file))
    for path in ["a", "a/c", "b.txt", "", "/a/b.txt", "a/b.txt/", "a/b.txt/c", "x\u{0}"] {
      #expect(try repository.entry(at: path, inTree: tree) == nil)
    }
  }

  @Test func aTreeThatIsNestedTooDeeplyIsRefused() throws {
    let files = try TemporaryRepository()
    try files.write(String(repeating: "d/", count: 300) + "f", "x")
    try files.commit("deep")
    let repository = try Repository.open(at: files.path)
    let error = try #require(throws: GitError.self) {
      _ = try repository.entries(ofTree: repository.head().tree)
    }
    #expect(error.code == .tooLarge)
  }

  @Test func aTreeThatUnfoldsWithoutEndIsRefused() throws {
    let files = try TemporaryRepository()
    var tree = try files.git("hash-object", "-t", "tree", "-w", "/dev/null")
    let blob = try files.git("hash-object", "-w", files.write("blob", "x"))
    for level in 0..<8 {
      let kind = level == 0 ? "100644 blob \(blob)" : "040000 tree \(tree)"
      let lines = (0..<10).map { "\(kind)\tf\($0)\n" }.joined()
      tree = try files.git(["mktree"], input: lines)
    }
    let repository = try Repository.open(at: files.path)
    let error = try #require(throws: GitError.self) {
      _ = try repository.entries(ofTree: tree, limit: 1000)
    }
    #expect(error.code == .tooLarge)
  }
}
