import FoundationEssentials
import TandemCore
import TandemTestKit

/// A fixture bug of `fixtures/bugs/`.
struct Fixture {
  let folder: String

  /// The fixture bug `name`.
  init(_ name: String) throws {
    folder = Self.all + "/" + name
    _ = try text("report.md")
  }

  static let all: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path + "/fixtures/bugs"
  }()

  /// Where the planted bugs lie.
  static let repairs = String(all.dropLast("bugs".count)) + "repair"

  /// The names of all fixture bugs.
  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: all)
      .filter { FileManager.default.fileExists(atPath: all + "/" + $0 + "/scenario.json") }.sorted()
  }

  /// The text of one of its files.
  func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
  }

  /// What its repository holds, by path.
  var files: [String: String] {
    get throws { try Self.files(of: folder + "/repo") }
  }

  /// What a folder holds, by path.
  static func files(of folder: String) throws -> [String: String] {
    var found: [String: String] = [:]
    func read(_ path: String) throws {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder + path) {
        let inner = path + "/" + name
        var isFolder = false
        guard name != "__pycache__",
          FileManager.default.fileExists(atPath: folder + inner, isDirectory: &isFolder)
        else { continue }
        if isFolder {
          try read(inner)
        } else {
          found[String(inner.dropFirst())] = try String(
            contentsOfFile: folder + inner, encoding: .utf8)
        }
      }
    }
    try read("")
    return found
  }

  /// The files that patches of this fixture change, whole, in the order of their paths.
  func changes(by patches: [String]) throws -> [FileChange] {
    let before = try files
    let repository = try TemporaryRepository(before)
    for patch in patches { try repository.git("apply", folder + "/" + patch) }
    let names = try repository.git("diff", "--name-only").split(separator: "\n")
    return try names.map { FileChange(path: String($0), text: try repository.read(String($0))) }
  }
}
