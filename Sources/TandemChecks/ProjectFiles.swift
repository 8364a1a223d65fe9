import FoundationEssentials
import TandemCore

/// The files of the base tree below the folder that tests run in, as detection sees them.
struct ProjectFiles {
  /// The folder; runners start in it and paths are told from it.
  let folder: RepositoryFolder
  /// Paths of the base tree that lie in the folder and are the project's own, sorted.
  let paths: [String]
  private let known: Set<String>
  private let read: (String) -> String?

  /// Looks at the `files` below `folder`; `read` returns a file's text in the base tree.
  init(files: [String], read: @escaping (String) -> String?, folder: RepositoryFolder) {
    self.folder = folder
    self.read = read
    paths = files.filter { folder.contains($0) && !Self.isForeign($0) }.sorted()
    known = Set(paths)
  }

  /// Whether there is a file at a path told from the folder.
  func has(_ path: String) -> Bool { known.contains(folder.absolute(path)) }

  /// The text of the file at a path told from the folder; nil for none and for huge ones.
  func text(_ path: String) -> String? {
    guard has(path), let text = read(folder.absolute(path)), text.utf8.count < 4 << 20 else {
      return nil
    }
    return text
  }

  /// The text of a file of the base tree.
  func text(at path: String) -> String? { read(path) }

  /// The JSON of the file at a path told from the folder.
  func json(_ path: String) -> JSONValue? {
    text(path).flatMap { try? JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
  }

  /// How a path told from the folder is shown to people.
  func shown(_ path: String) -> String { folder.absolute(path) }

  /// The folder itself where it holds `manifest`, else the folders nearest to it that do.
  ///
  /// A repository of several projects has no manifest at its top; one of its projects is meant.
  func holding(_ manifest: String) -> [ProjectFiles] {
    if has(manifest) { return [self] }
    let folders = paths.filter { $0.hasSuffix("/" + manifest) }
      .map { String($0.dropLast(manifest.count + 1)) }
    let depths = folders.map { $0.utf8.count { $0 == UInt8(ascii: "/") } }
    guard let least = depths.min(), least < 3 else { return [] }
    return zip(folders, depths).filter { $0.1 == least }.prefix(8).map { folder, _ in
      ProjectFiles(files: paths, read: read, folder: RepositoryFolder(folder))
    }
  }

  /// Whether a path lies in somebody else's code or in what a build made.
  private static func isForeign(_ path: String) -> Bool {
    path.split(separator: "/").dropLast().contains { foreign.contains($0) }
  }

  private static let foreign: Set<Substring> = [
    "node_modules", "vendor", "third_party", "bower_components", ".build", "target",
  ]
}
