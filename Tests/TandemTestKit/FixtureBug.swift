import FoundationEssentials
package import TandemCore

/// One of `fixtures/bugs`: a repository as it was found, a report, the true fix, a wrong draft.
package struct FixtureBug: Sendable {
  /// The folder's name.
  package let name: String
  /// What `scenario.json` says.
  package let scenario: JSONValue
  private let folder: String

  /// The fixtures in the order they are read best.
  package static let names = [
    "demo", "two-files", "surprise", "expectation", "no-test", "risky-path",
  ]

  /// Those in other languages than Python, each with a wrong draft that a gate refuses.
  package static let foreign = [
    "node-ledger", "mocha-query", "rust-versions", "java-hours", "go-wrap", "c-fractions",
    "shell-slugs", "swift-tides",
  ]

  /// The tools that its tests need (`ToolNeed`).
  package var needs: [String] {
    scenario["requires"]?.array?.compactMap(\.string) ?? []
  }

  /// Reads a fixture.
  ///
  /// - Parameter group: The folder of `fixtures/` that it lies in.
  package init(_ name: String, of group: String = "bugs") throws {
    self.name = name
    folder = Self.top + "/fixtures/\(group)/" + name
    scenario = try JSONDecoder().decode(
      JSONValue.self, from: Data(Self.bytes(folder + "/scenario.json")))
  }

  /// The package's top folder.
  package static let top = String(
    decoding: #filePath.utf8.prefix(
      #filePath.utf8.count - "/Tests/TandemTestKit/FixtureBug.swift".utf8.count), as: UTF8.self)

  /// The report's path.
  package var reportPath: String { folder + "/report.md" }

  /// The report's text.
  package var report: String {
    get throws { String(decoding: try Self.bytes(reportPath), as: UTF8.self) }
  }

  /// Makes a repository with the fixture's files in one commit.
  package func repository() throws -> TemporaryRepository {
    let repository = try TemporaryRepository()
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder + "/repo").sorted() {
      var isFolder = false
      guard
        FileManager.default.fileExists(atPath: folder + "/repo/" + path, isDirectory: &isFolder),
        !isFolder, !path.contains("__pycache__"), !path.hasPrefix(".pytest_cache")
      else { continue }
      try repository.write(path, Self.bytes(folder + "/repo/" + path))
    }
    try repository.commit("The state in which the bug was reported")
    return repository
  }

  /// The whole new texts that a patch of the fixture (`fix`, `wrong`, `reproduction`) gives, worked
  /// out by `git apply` in a repository of its own.
  package func changes(_ patch: String) throws -> [FileChange] {
    let repository = try repository()
    try repository.git("apply", folder + "/\(patch).patch")
    let changed = try repository.git("status", "--porcelain", "--untracked-files=all")
    return try changed.split(separator: "\n").map { line in
      let path = String(line.dropFirst(3))
      return FileChange(path: path, text: line.hasPrefix(" D") ? nil : try repository.read(path))
    }
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
  }
}
