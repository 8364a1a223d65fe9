import FoundationEssentials
import TandemTestKit
import Testing

/// The rooms of the README's table, held against the manifest.
@Suite struct RoomTests {
  /// The order of the house: a target may import what stands before it, never after it.
  static let order = [
    "CGit2", "CSQLite", "CCurl", "CYAML", "CExpat", "CLinux", "TandemCore", "TandemCode",
    "TandemTriage", "TandemPatch", "TandemReview", "TandemRouting", "TandemEconomics",
    "TandemPrompts",
    "TandemConfig", "TandemSQLite", "TandemStore", "TandemGit", "TandemSandbox",
    "TandemWorkspace", "TandemChecks", "TandemHTTP", "TandemModels", "TandemIndex",
    "TandemRetrieval",
    "TandemRepair", "TandemDraft", "TandemPipeline", "TandemReport", "TandemCLI", "TandemBench",
    "tandem", "tandem-bench",
  ]

  struct Manifest: Decodable {
    struct Target: Decodable {
      struct Dependency: Decodable {
        let byName: [String?]
      }
      let name: String
      let type: String
      let dependencies: [Dependency]

      var uses: [String] { dependencies.compactMap { $0.byName.first ?? nil } }
    }
    let targets: [Target]
  }

  static func manifest() throws -> Manifest {
    let scratch = try TemporaryDirectory()
    let dumped: ProcessResult = try runProcess(
      ["/usr/bin/env", "swift", "package", "--scratch-path", scratch.path, "dump-package"],
      directory: SourceTree.top, environment: ProcessInfo.processInfo.environment)
    try #require(dumped.exitCode == 0, "\(dumped.errorOutput)")
    return try JSONDecoder().decode(Manifest.self, from: Data(dumped.output.utf8))
  }

  @Test func `every room imports only rooms before it, and all are in the order`() throws {
    let rooms = try Self.manifest().targets.filter {
      $0.type != "test" && $0.name != "TandemTestKit"
    }
    #expect(rooms.map(\.name).sorted() == Self.order.sorted())
    for room in rooms {
      let place = try #require(Self.order.firstIndex(of: room.name))
      for used in room.uses {
        let other = try #require(Self.order.firstIndex(of: used))
        #expect(other < place, "\(room.name) must not use \(used)")
      }
    }
  }

  @Test func `each C library is behind one wall`() throws {
    let rooms = try Self.manifest().targets.filter { $0.type != "test" }
    for library in Self.order.prefix(while: { $0.hasPrefix("C") }) {
      let users = rooms.filter { $0.uses.contains(library) }.map(\.name)
      #expect(users.count == (library == "CLinux" ? 2 : 1), "\(library) is used by \(users)")
    }
  }
}
