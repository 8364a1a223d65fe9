import FoundationEssentials
import TandemCore
import Testing

@testable import TandemPatch

/// Each folder of `fixtures/patch`: a tree before, a model's reply, and the tree after or the error.
@Suite struct ScenarioTests {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "fixtures/patch")

  static let names: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? []

  /// The files under `url` by their path in it; `.keep` stands for an empty tree.
  static func tree(_ url: URL) throws -> [String: Data] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: url.path)
    var files: [String: Data] = [:]
    for path in paths where !path.hasSuffix(".keep") {
      let file = url.appending(path: path)
      if let data = try? Data(contentsOf: file) { files[path] = data }
    }
    return files
  }

  @Test func thereAreScenarios() { #expect(Self.names.count >= 30) }

  @Test(arguments: names) func theReplyGivesTheTreeOrTheError(name: String) throws {
    let folder = Self.folder.appending(path: name)
    let before = try Self.tree(folder.appending(path: "before"))
    let reply = String(
      decoding: try Data(contentsOf: folder.appending(path: "reply.txt")), as: UTF8.self)
    let errorFile = folder.appending(path: "error.txt")
    do {
      let changes = try Edits.parse(reply) { path in
        before[path].map { String(decoding: $0, as: UTF8.self) }
      }
      var tree = before
      for change in changes { tree[change.path] = change.text.map { Data($0.utf8) } }
      #expect(tree == (try Self.tree(folder.appending(path: "after"))))
      #expect(!FileManager.default.fileExists(atPath: errorFile.path))
    } catch let error as EditError {
      let expected = String(decoding: try Data(contentsOf: errorFile), as: UTF8.self)
      #expect(error.description + "\n" == expected)
    }
  }
}
