import Synchronization
import TandemTestKit
import Testing

@testable import TandemGit

/// File contents, one and many.
struct BlobTests {
  @Test func bytesComeOutAsTheyWentIn() throws {
    let files = try TemporaryRepository()
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
    let id = try files.git("hash-object", "-w", files.write("f", bytes))
    let repository = try Repository.open(at: files.path)
    #expect(try repository.blob(id) == bytes)
    #expect(try repository.blobSizes([id, id]) == [300, 300])
    let error = try #require(throws: GitError.self) { _ = try repository.blob(id, limit: 299) }
    #expect(error.code == .tooLarge)
  }

  @Test func manyBlobsAreEachReadOnce() throws {
    let files = try TemporaryRepository(
      Dictionary(
        uniqueKeysWithValues: (0..<200).map { ("f\($0)", String(repeating: "x", count: $0)) }))
    try files.git("gc", "--quiet")
    let repository = try Repository.open(at: files.path)
    let entries = try repository.entries(ofTree: repository.head().tree)
    let seen = Mutex<[Int: Int?]>([:])
    try repository.blobs(entries.map(\.id), limit: 150) { index, bytes in
      seen.withLock { $0[index] = .some(bytes?.count) }
    }
    let expected = entries.map { entry -> Int? in
      Int(entry.path.dropFirst()).flatMap { $0 > 150 ? nil : $0 }
    }
    #expect(seen.withLock { seen in entries.indices.map { seen[$0] } } == expected)
  }

  @Test func anIdThatIsNoBlobOrNoIdIsRefused() throws {
    let files = try TemporaryRepository(["a": "a"])
    let repository = try Repository.open(at: files.path)
    let commit = try repository.head().id
    let missing = String(repeating: "1", count: 40)
    for id in [commit, missing, "abc", "", String(repeating: "g", count: 40)] {
      #expect(throws: GitError.self) { try repository.blob(id) }
      #expect(throws: GitError.self) { try repository.blobs([id]) { _, _ in } }
    }
    let error = try #require(throws: GitError.self) { _ = try repository.blob(missing) }
    #expect(error.hint == "see what is damaged: git fsck")
  }

  @Test func manyTasksShareOneRepository() async throws {
    let files = try TemporaryRepository(["a": "a\n", "b": "b\n"])
    let repository = try Repository.open(at: files.path)
    let found = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<32 {
        group.addTask {
          try await repository.inBackground { repository in
            let tree = try repository.head().tree
            return try repository.entries(ofTree: tree).map(\.path).joined()
          }
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(found == ["ab"])
  }
}
