import Glibc
import TandemCore
import TandemGit
import TandemSandbox

/// The user's ignored files that tests may see: virtual environments, `node_modules`, build folders.
///
/// Read from the user's checkout, written to the run's. Caches that would change results and known
/// secrets are left out, and so is what lies under a link or a file of the base tree.
struct IgnoredFiles: Sendable {
  /// Maximal ignored folders.
  let folders: [LaidFolder]
  /// Single ignored files in folders that are not ignored, relative to the work tree.
  let files: [String]
  /// What tests do not see of the user's files and why, a sentence each.
  let notes: [String]

  /// One ignored folder of the user's.
  struct LaidFolder: Sendable {
    /// Relative to the work tree.
    let path: String
    /// The user's folder.
    let source: Folder
    /// What is hidden in it, relative to itself: secrets and git folders.
    let hidden: [String]
    /// How many entries it has, folders included.
    let count: Int
  }

  /// Nothing.
  static let none = IgnoredFiles(folders: [], files: [], notes: [])

  /// Names that are never laid in: they change results between runs or are git's own.
  private static let skipped: Set<String> = [
    "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".git",
    ".DS_Store", ".coverage",
  ]
  /// Above this a folder cannot be searched for secrets in reasonable time, and is left out.
  private static let entryLimit = 1_000_000

  /// Looks through what is `ignored` in `workTree`.
  init(
    _ ignored: [IgnoredPath], in workTree: Folder, base: [TreeEntry], excluding state: [String],
    secrets: SecretNames
  ) {
    let tracked = Set(base.map(\.path))
    var folders: [LaidFolder] = []
    var files: [String] = []
    var notes: [String] = []
    var secretCount = 0
    for entry in ignored {
      let path = entry.path
      let absolute = workTree.path + "/" + path
      if TreePath.refusal(path) != nil || Self.skipped.contains(TreePath.name(path))
        || tracked.contains(path)
        || TreePath.folders(above: path).contains(where: tracked.contains)
        || state.contains(where: { $0 == absolute || TreePath.isInside($0, absolute) })
      {
        continue
      }
      if entry.isFolder {
        guard let source = try? workTree.folder(path) else { continue }
        var search = Search(secrets: secrets)
        search.visit(source, prefix: "")
        if search.count > Self.entryLimit {
          notes.append("\(path) has too many files to look for secrets in, and is left out.")
          continue
        }
        secretCount += search.hidden.count
        folders.append(
          LaidFolder(path: path, source: source, hidden: search.hidden, count: search.count))
      } else if !path.hasSuffix(".pyc") {
        let isSecret = secrets.hides(TreePath.name(path)) {
          workTree.contents(path, limit: 1 << 20)
        }
        if isSecret { secretCount += 1 } else { files.append(path) }
      }
    }
    if secretCount > 0 {
      notes.append(
        "Tests do not see \(secretCount) ignored files or folders that may hold secrets.")
    }
    self.init(folders: folders, files: files, notes: notes)
  }

  private init(folders: [LaidFolder], files: [String], notes: [String]) {
    self.folders = folders
    self.files = files
    self.notes = notes
  }

  private struct Search {
    let secrets: SecretNames
    var hidden: [String] = []
    var count = 0

    mutating func visit(_ folder: Folder, prefix: String) {
      guard let entries = try? folder.entries() else { return }
      count += entries.count
      for (name, kind) in entries where count <= entryLimit {
        if name == ".git" {
          hidden.append(prefix + name)
        } else if kind == .folder {
          if let child = try? folder.folder(name) { visit(child, prefix: prefix + name + "/") }
        } else if secrets.hides(name, contents: { folder.contents(name, limit: 1 << 20) }) {
          hidden.append(prefix + name)
        }
      }
    }
  }
}

extension IgnoredFiles {
  /// Single files above this are no configuration or build product that tests read.
  private static let fileLimit = 64 << 20

  /// Copies the single files and links to a layer in `folder`; nil where there are none.
  func copyFiles(from workTree: Folder, into folder: Folder) throws(SystemError) -> Folder? {
    if files.isEmpty { return nil }
    let layer = try folder.makingFolder("loose")
    for path in files {
      if let above = TreePath.folders(above: path).last { _ = try layer.makingFolder(above) }
      // A file that went away or cannot be read is not there for tests either.
      if let target = try? workTree.linkTarget(path) {
        try layer.link(path, to: target)
      } else {
        _ = try? layer.copy(path, from: workTree, limit: Self.fileLimit)
      }
    }
    return layer
  }

  /// The Python virtual environments among the folders, and those that an ignored link leads to.
  func environments(in workTree: Folder) -> [String] {
    let own = folders.filter { (try? $0.source.facts("pyvenv.cfg")) != nil }.map(\.source.path)
    let linked = files.compactMap { path -> String? in
      guard (try? workTree.facts(path))?.kind == .link,
        let real = realpath(workTree.path + "/" + path, nil)
      else { return nil }
      defer { free(real) }
      return String(cString: real)
    }
    return own + linked.filter { access($0 + "/pyvenv.cfg", F_OK) == 0 }
  }
}
