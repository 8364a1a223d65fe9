@preconcurrency import Glibc
import TandemSQLite
import TandemTestKit
import Testing

@testable import TandemStore

/// Where a store is not opened or not written, it says why and what to do.
@Suite struct RefusalTests {
  let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  func refusal(_ path: String, account: SpendingAccount? = nil) async -> StoreError? {
    await #expect(throws: StoreError.self) { try await Store.open(folder: path, account: account) }
  }

  @Test func aNewerSchemaIsRefusedWithBothVersions() async throws {
    _ = try await Store.open(folder: folder.path)
    let connection = try Connection(path: folder.file("ledger.sqlite"))
    try connection.script("PRAGMA user_version = 99")
    let error = await refusal(folder.path)
    #expect(error?.kind == .newerSchema)
    #expect(
      error?.message
        == "\(folder.path)/ledger.sqlite has schema version 99; this tandem knows version 3")
  }

  @Test func anotherProgramsDatabaseIsRefused() async throws {
    let connection = try Connection(path: folder.file("ledger.sqlite"))
    try connection.script("CREATE TABLE theirs (x)")
    #expect(await refusal(folder.path)?.kind == .corrupt)
    #expect(try connection.value("SELECT count(*) FROM sqlite_schema", as: Int.self) == 1)
  }

  @Test func aFileThatIsNoDatabaseIsRefusedAndKept() async throws {
    let text = String(repeating: "no database ", count: 500)
    try folder.write("ledger.sqlite", text)
    #expect(await refusal(folder.path)?.kind == .corrupt)
    #expect(try folder.read("ledger.sqlite") == Array(text.utf8))
  }

  @Test func anEmptyFileBecomesALedger() async throws {
    try folder.write("ledger.sqlite", "")
    #expect(try await Store.open(folder: folder.path).runs() == [])
  }

  @Test func aLinkInPlaceOfTheLedgerIsNotFollowed() async throws {
    try folder.write("file", "")
    for name in ["ledger.sqlite", "running"] {
      let state = folder.file("with link " + name)
      #expect(mkdir(state, 0o700) == 0)
      #expect(symlink(folder.file("file"), state + "/" + name) == 0)
      #expect(await refusal(state)?.kind == .notWritable)
      #expect(try folder.read("file") == [])
    }
  }

  @Test func aFileInPlaceOfTheFolderIsRefused() async throws {
    try folder.write("file", "x")
    #expect(await refusal(folder.file("file"))?.kind == .notWritable)
    #expect(await refusal(folder.file("file/below"))?.kind == .notWritable)
  }

  @Test func anAccountIsRefusedLikeALedger() async throws {
    try folder.write("user/budget.sqlite", String(repeating: "no database ", count: 500))
    let account = SpendingAccount(folder: folder.file("user"), repository: "r")
    let error = await refusal(folder.file("state"), account: account)
    #expect(error?.kind == .corrupt)
    #expect(error?.message.contains("user/budget.sqlite is damaged") == true)
  }

  @Test func aLooseFolderIsMadePrivate() async throws {
    #expect(chmod(folder.path, 0o777) == 0)
    _ = try await Store.open(folder: folder.path)
    var status = stat()
    #expect(stat(folder.path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
  }

  @Test func networkFileSystemsAreKnownByTheirMount() {
    let mounts = """
      22 1 254:0 / / rw,relatime - ext4 /dev/root rw
      40 22 0:53 / /home rw,relatime shared:7 - nfs4 server:/home rw,vers=4.2
      """
    #expect(StateFolder.fileSystem(device: 254 << 8, mounts: mounts) == "ext4")
    #expect(StateFolder.fileSystem(device: 53, mounts: mounts) == "nfs4")
    #expect(StateFolder.fileSystem(device: 54, mounts: mounts) == nil)
    // A minor number above 255 has its upper bits elsewhere.
    #expect(StateFolder.fileSystem(device: 0x1_0001, mounts: "1 1 0:1 / /") == nil)
    #expect(
      StateFolder.fileSystem(device: 0x10_0001, mounts: "1 1 0:257 / /x rw - cifs //s rw") == "cifs"
    )
  }

  @Test(.enabled(if: geteuid() == 0, "another user's folder can only be made by root"))
  func anotherUsersFolderIsRefused() async throws {
    #expect(chown(folder.path, 12_345, 12_345) == 0)
    let error = await refusal(folder.path)
    #expect(error?.message == "\(folder.path) belongs to another user (uid 12345)")
  }

  @Test(.enabled(if: geteuid() != 0, "root writes everywhere"))
  func aFolderWithoutTheRightToWriteIsRefused() async throws {
    #expect(chmod(folder.path, 0o500) == 0)
    #expect(await refusal(folder.path)?.kind == .notWritable)
    #expect(await refusal(folder.file("below"))?.kind == .notWritable)
    #expect(chmod(folder.path, 0o700) == 0)
  }

  @Test(.enabled(if: geteuid() == 0, "only root may mount a small disk"))
  func aFullDiskStopsAWriteAndLosesNothing() async throws {
    try await withTinyDisk(kilobytes: 400) { disk in
      let store = try await Store.open(folder: disk + "/state")
      try await store.begin(run: "r", title: "", base: "", header: 0)
      let value = String(repeating: "x", count: 10_000)
      var recorded = 0
      let error = await #expect(throws: StoreError.self) {
        for number in 0..<1_000 {
          try await store.record(run: "r", key: "\(number)", value: value)
          recorded += 1
        }
      }
      #expect(error?.kind == .diskFull)
      #expect(error?.hint?.contains("tandem clean") == true)
      #expect(recorded > 5)
      #expect(try await store.steps(run: "r").count == recorded)
      #expect(try await store.problems() == [])
      #expect(await refusal(disk + "/second")?.kind == .diskFull)
    }
  }

  @Test(.enabled(if: geteuid() == 0, "only root may mount a read-only disk"))
  func aReadOnlyDiskIsRefused() async throws {
    try await withTinyDisk(kilobytes: 400) { disk in
      _ = try await Store.open(folder: disk + "/state")
      // MS_RDONLY | MS_REMOUNT; busy while the store, or a child of another test, holds a file open.
      var refused = mount("tandem-test", disk, "tmpfs", 1 | 32, nil)
      for _ in 0..<200 where refused != 0 {
        try await Task.sleep(for: .milliseconds(50))
        refused = mount("tandem-test", disk, "tmpfs", 1 | 32, nil)
      }
      #expect(refused == 0)
      for path in ["/state", "/other"] {
        let error = await refusal(disk + path)
        #expect(error?.kind == .notWritable)
        #expect(error?.message.contains("Read-only file system") == true)
        #expect(error?.hint?.contains("--state") == true)
      }
    }
  }

  private func withTinyDisk(
    kilobytes: Int, _ body: (String) async throws -> Void
  ) async throws {
    let disk = folder.file("disk")
    #expect(mkdir(disk, 0o700) == 0)
    let options = "size=\(kilobytes)k"
    let code = mount("tandem-test", disk, "tmpfs", 0, options)
    try #require(code == 0, "mount: \(String(cString: strerror(errno)))")
    defer { umount2(disk, 2) }  // MNT_DETACH
    try await body(disk)
  }
}
