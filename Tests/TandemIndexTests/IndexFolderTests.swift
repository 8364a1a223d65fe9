import FoundationEssentials
@preconcurrency import Glibc
import TandemCore
import TandemTestKit
import Testing

@testable import TandemIndex

/// A folder of segments survives damage, other processes and its own size.
@Suite struct IndexFolderTests {
  private func memory(_ text: String, _ id: Int) -> SegmentMemory {
    var builder = SegmentBuilder()
    FileReading.add(
      Array(text.utf8), SegmentKey(String(id), kind: FileReading.kind(of: "a.txt")), to: &builder)
    return builder.finish()
  }

  private func files(_ folder: IndexFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `what is kept is opened again, and what is damaged is deleted`() throws {
    let directory = try TemporaryDirectory()
    let folder = IndexFolder(directory.file("state/index"))
    #expect(folder.open().isEmpty)
    folder.keep(memory("one two three", 1))
    folder.keep(memory("four", 2))
    #expect(folder.open().map(\.textCount) == [1, 1])
    let name = try #require(try files(folder).first)
    var bytes = try Data(contentsOf: URL(filePath: folder.path + "/" + name))
    bytes[200] ^= 1
    try bytes.write(to: URL(filePath: folder.path + "/" + name))
    #expect(folder.open().map(\.textCount) == [1])
    #expect(try files(folder).count == 1)
    try Data("no segment".utf8).write(to: URL(filePath: folder.path + "/x.segment"))
    #expect(folder.open().map(\.textCount) == [1])
    folder.clear()
    #expect(try files(folder) == [])
  }

  @Test func `the longest unused go when there is too much, and drafts of the dead`() throws {
    let directory = try TemporaryDirectory()
    var folder = IndexFolder(directory.file("index"))
    folder.keep(memory("old", 1))
    let old = try #require(try files(folder).first)
    var past = [timespec(tv_sec: 1_000, tv_nsec: 0), timespec(tv_sec: 1_000, tv_nsec: 0)]
    #expect(utimensat(AT_FDCWD, folder.path + "/" + old, &past, 0) == 0)
    try Data("half".utf8).write(to: URL(filePath: folder.path + "/dead.draft"))
    #expect(utimensat(AT_FDCWD, folder.path + "/dead.draft", &past, 0) == 0)
    try Data("half".utf8).write(to: URL(filePath: folder.path + "/living.draft"))
    folder.keep(memory("new", 2))
    folder.limit = folder.open().reduce(0) { $0 + $1.byteCount } - 1
    folder.trim()
    let left = try files(folder)
    #expect(left.count == 2 && left.contains("living.draft") && !left.contains(old))
  }

  @Test func `a folder that cannot be written costs nothing but time`() throws {
    let directory = try TemporaryDirectory()
    try Data().write(to: URL(filePath: directory.file("file")))
    let folder = IndexFolder(directory.file("file/index"))
    folder.keep(memory("one", 1))
    folder.trim()
    #expect(folder.open().isEmpty)
  }
}
