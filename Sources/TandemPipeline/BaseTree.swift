import Synchronization
import TandemCore
package import TandemGit
import TandemWorkspace

/// The base's tracked files as texts, read from git objects and remembered.
///
/// Never the disk: what is ignored or uncommitted is not seen, links are not followed, and files
/// that are known to hold secrets are left out.
package final class BaseTree: Sendable {
  /// The tree's id.
  package let id: String
  /// Regular files, sorted by path.
  package let paths: [String]
  private let known: Set<String>
  private let entries: [String: TreeEntry]
  private let repository: Repository
  private let texts = Mutex<[String: String?]>([:])

  /// Reads the list of files.
  ///
  /// - Throws: `GitError`.
  package init(repository: Repository, tree: String) throws {
    id = tree
    self.repository = repository
    let all = try repository.entries(ofTree: tree)
    let files = all.filter { $0.kind == .file || $0.kind == .executable }
    entries = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { a, _ in a })
    paths = files.filter { entry in
      !entry.isOddName
        && !SecretNames().hides(Self.name(entry.path)) { try? repository.blob(entry.id) }
    }.map(\.path).sorted()
    known = Set(paths)
  }

  /// Whether the tree has a file, or a folder, at `path`.
  package func holds(_ path: String) -> Bool {
    entries[path] != nil || paths.contains { $0.hasPrefix(path + "/") }
  }

  /// The text of a tracked file; nil where there is none, it is too large, or not UTF-8.
  package func text(_ path: String) -> String? {
    if let known = texts.withLock({ $0[path] }) { return known }
    let text = read(path)
    texts.withLock { $0[path] = .some(text) }
    return text
  }

  private static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private func read(_ path: String) -> String? {
    guard known.contains(path), let entry = entries[path],
      let bytes = try? repository.blob(entry.id), bytes.count <= 4 << 20
    else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }
}
