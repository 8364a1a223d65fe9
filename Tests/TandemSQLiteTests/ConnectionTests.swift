@preconcurrency import Glibc
import TandemTestKit
import Testing

@testable import TandemSQLite

@Suite struct ConnectionTests {
  let folder: TemporaryDirectory
  let connection: Connection

  init() throws {
    folder = try TemporaryDirectory()
    connection = try Connection(path: folder.file("a.sqlite"))
    try connection.script(
      "CREATE TABLE t (i INTEGER, r REAL, s TEXT, b BLOB, flag INTEGER, n TEXT) STRICT")
  }

  @Test func everyTypeComesBackAsItWasBound() throws {
    let text = "a\u{0}b\r\n😀"
    try connection.run(
      "INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)", Int64.min, 0.1, text, [UInt8](0...255), true,
      String?.none)
    try connection.run(
      "INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)", 7, -1.5, "", [UInt8](), false, String?.some("x"))
    let rows = try connection.rows("SELECT * FROM t ORDER BY i") { row in
      Found(i: row[0], r: row[1], s: row[2], b: row[3], flag: row[4], n: row[5])
    }
    #expect(
      rows == [
        Found(i: .min, r: 0.1, s: text, b: [UInt8](0...255), flag: true, n: nil),
        Found(i: 7, r: -1.5, s: "", b: [], flag: false, n: "x"),
      ])
    // Empty is not missing.
    #expect(
      try connection.value("SELECT s IS NULL OR b IS NULL FROM t WHERE i = 7", as: Bool.self)
        == false)
  }

  @Test func anErrorNamesTheStatementAndItsCode() throws {
    let sql = "INSERT INTO t (i) VALUES (?)"
    let error = #expect(throws: SQLiteError.self) { try connection.run(sql, "no number") }
    #expect(error?.kind == .constraint)
    #expect(error?.sql == sql)
    #expect(error?.description.contains("cannot store TEXT value in INTEGER column") == true)
    let wrong = #expect(throws: SQLiteError.self) { try connection.run("SELEC 1") }
    #expect(wrong?.description == "near \"SELEC\": syntax error (SQLite code 1) in: SELEC 1")
    let missing = #expect(throws: SQLiteError.self) { try connection.run(sql) }
    #expect(missing?.message == "0 values for 1 parameters")
  }

  @Test func aFailedTransactionLeavesNothing() throws {
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try connection.transaction {
        try connection.run("INSERT INTO t (i) VALUES (1)")
        throw Stop()
      }
    }
    #expect(try connection.value("SELECT count(*) FROM t", as: Int.self) == 0)
    try connection.transaction { try connection.run("INSERT INTO t (i) VALUES (2)") }
    #expect(try connection.value("SELECT count(*) FROM t", as: Int.self) == 1)
  }

  @Test func aStatementMayRunWhileTheSameOneIsBeingRead() throws {
    try connection.script("INSERT INTO t (i) VALUES (1), (2), (3)")
    let sql = "SELECT i FROM t ORDER BY i"
    let pairs = try connection.rows(sql) { outer throws(SQLiteError) in
      let first: Int = outer[0]
      return try connection.rows(sql) { inner in first * 10 + inner[0] }
    }
    #expect(pairs == [[11, 12, 13], [21, 22, 23], [31, 32, 33]])
  }

  @Test func twoConnectionsWaitForEachOther() throws {
    let other = try Connection(path: folder.file("a.sqlite"), busyMilliseconds: 20)
    let error = #expect(throws: SQLiteError.self) {
      try connection.transaction { try other.run("INSERT INTO t (i) VALUES (1)") }
    }
    #expect(error?.kind == .busy)
    try other.run("INSERT INTO t (i) VALUES (1)")
    #expect(try connection.value("SELECT count(*) FROM t", as: Int.self) == 1)
  }

  @Test func foreignKeysHoldAndTheSchemaIsNotTrusted() throws {
    try connection.script(
      "CREATE TABLE p (a INTEGER PRIMARY KEY); CREATE TABLE c (a INTEGER REFERENCES p)")
    let error = #expect(throws: SQLiteError.self) { try connection.run("INSERT INTO c VALUES (9)") }
    #expect(error?.message == "FOREIGN KEY constraint failed")
    #expect(try connection.value("PRAGMA trusted_schema", as: Int.self) == 0)
    // Defensive mode: the stored schema cannot be rewritten by SQL.
    try connection.script("PRAGMA writable_schema = ON")
    #expect(throws: SQLiteError.self) { try connection.run("UPDATE sqlite_schema SET sql = ''") }
  }

  @Test func aLinkIsNotFollowed() throws {
    try folder.write("target.sqlite", "")
    #expect(symlink(folder.file("target.sqlite"), folder.file("link.sqlite")) == 0)
    let error = #expect(throws: SQLiteError.self) {
      try Connection(path: folder.file("link.sqlite"))
    }
    #expect(error?.kind == .cannotOpen)
  }

  @Test func aFileThatIsNoDatabaseIsCalledCorrupt() throws {
    try folder.write("b.sqlite", String(repeating: "not a database ", count: 100))
    let other = try Connection(path: folder.file("b.sqlite"))
    let error = #expect(throws: SQLiteError.self) {
      try other.value("SELECT 1 FROM x", as: Int.self)
    }
    #expect(error?.kind == .corrupt)
  }

  @Test func aSoundFileHasNoProblems() throws {
    #expect(try connection.integrityProblems() == [])
  }

  private struct Found: Equatable {
    var i: Int64
    var r: Double
    var s: String
    var b: [UInt8]
    var flag: Bool
    var n: String?
  }
}
