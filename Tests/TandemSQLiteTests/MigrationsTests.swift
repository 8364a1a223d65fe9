import TandemTestKit
import Testing

@testable import TandemSQLite

@Suite struct MigrationsTests {
  let folder: TemporaryDirectory
  let connection: Connection

  static let first = Migrations.Step("a", "CREATE TABLE a (x INTEGER) STRICT")
  static let second = Migrations.Step("b", "ALTER TABLE a ADD COLUMN y INTEGER")

  init() throws {
    folder = try TemporaryDirectory()
    connection = try Connection(path: folder.file("a.sqlite"))
  }

  func apply(_ steps: [Migrations.Step], as application: Int32 = 7) throws {
    try Migrations(applicationID: application, steps: steps).apply(to: connection)
  }

  @Test func everyStepIsAppliedOnceAndInOrder() throws {
    try apply([Self.first])
    try connection.run("INSERT INTO a VALUES (1)")
    try apply([Self.first, Self.second])
    try apply([Self.first, Self.second])
    try connection.run("INSERT INTO a VALUES (2, 3)")
    #expect(try connection.rows("SELECT y FROM a") { row in row[0] as Int? } == [nil, 3])
    #expect(try connection.value("PRAGMA user_version", as: Int.self) == 2)
    #expect(try connection.value("PRAGMA application_id", as: Int.self) == 7)
  }

  @Test func aNewerSchemaIsRefusedWithBothVersions() throws {
    try apply([Self.first, Self.second])
    #expect(throws: Migrations.Failure.newer(found: 2, known: 1)) { try apply([Self.first]) }
  }

  @Test func anotherProgramsFileIsRefused() throws {
    try apply([Self.first], as: 8)
    #expect(throws: Migrations.Failure.foreign(applicationID: 8)) { try apply([Self.first]) }
    let plain = try Connection(path: folder.file("plain.sqlite"))
    try plain.script("CREATE TABLE theirs (x)")
    #expect(throws: Migrations.Failure.foreign(applicationID: 0)) {
      try Migrations(applicationID: 7, steps: [Self.first]).apply(to: plain)
    }
  }

  @Test func aFailingStepKeepsNothingOfItself() throws {
    try apply([Self.first])
    let broken = Migrations.Step("broken", "CREATE TABLE z (x); SELEC")
    let failure = #expect(throws: Migrations.Failure.self) {
      try apply([Self.first, Self.second, broken])
    }
    guard case .step(let name, let error) = failure else {
      Issue.record("not a failing step: \(String(describing: failure))")
      return
    }
    #expect(name == "broken")
    #expect(error.message == "near \"SELEC\": syntax error")
    #expect(try connection.value("PRAGMA user_version", as: Int.self) == 1)
    #expect(
      try connection.rows("SELECT name FROM sqlite_schema") { row in row[0] as String } == ["a"])
  }

  @Test func anAttachedFileHasItsOwnVersion() throws {
    try apply([Self.first, Self.second])
    try connection.run("ATTACH ? AS other", folder.file("other.sqlite"))
    let step = Migrations.Step("o", "CREATE TABLE other.o (x INTEGER) STRICT")
    try Migrations(applicationID: 9, steps: [step]).apply(to: connection, schema: "other")
    #expect(try connection.value("PRAGMA other.user_version", as: Int.self) == 1)
    #expect(try connection.value("PRAGMA main.user_version", as: Int.self) == 2)
  }
}
