import Synchronization
import TandemCode
package import TandemCore
package import TandemGit

/// Ranks a tree's files and regions for a report, straight from git objects; asks no model.
///
/// Links, submodules, files of more than 1 MB and what is no text are passed over; generated files
/// are read only where the report names them.
package struct Retriever: Sendable {
  /// What limits a search.
  package struct Scope: Sendable, Hashable {
    /// Only files that fit one of these; all where empty.
    package var files: [Glob]
    /// Only files in this folder; nil for all.
    package var directory: String?
    /// What the user said in addition to the report; searched like the title.
    package var hint: String?

    /// Makes a scope; without arguments, everything.
    package init(files: [Glob] = [], directory: String? = nil, hint: String? = nil) {
      self.files = files
      self.directory = directory
      self.hint = hint
    }

    /// Tells whether a path is within the scope.
    package func holds(_ path: String) -> Bool {
      if let directory, !directory.isEmpty, directory != ".",
        !path.hasPrefix(directory.hasSuffix("/") ? directory : directory + "/")
      {
        return false
      }
      return files.isEmpty || files.contains { $0.matches(path) }
    }
  }

  /// What limits the search.
  package var scope: Scope

  /// Makes a retriever.
  package init(scope: Scope = Scope()) { self.scope = scope }

  /// Ranks the files of `tree`; blocks, and reads on several threads.
  ///
  /// - Parameter base: The commit whose history is asked for earlier changes; nil for none.
  /// - Throws: `GitError` where the tree or a blob cannot be read.
  package func rank(
    report: BugReport, triage: Triage, repository: Repository, tree: String, base: String? = nil,
    limit: Int = 20
  ) throws(GitError) -> [RankedFile] {
    let scanner = FileScanner(
      query: SearchQuery(report: report, triage: triage, hint: scope.hint))
    let entries = try repository.entries(ofTree: tree).filter { entry in
      (entry.kind == .file || entry.kind == .executable) && !entry.isOddName
        && isWorthReading(entry.path, triage)
    }
    let scans = Mutex<[(Int, FileScan)]>([])
    try repository.blobs(entries.map(\.id), limit: FileScanner.limit) { index, bytes in
      guard let bytes, let scan = scanner.scan(path: entries[index].path, bytes: bytes) else {
        return
      }
      scans.withLock { $0.append((index, scan)) }
    }
    let files = scans.withLock { $0 }.sorted { $0.0 < $1.0 }.map(\.1)
    let past = base.map { PastChange.resembling(scanner.query, in: repository, before: $0) } ?? []
    return rank(scanner.query, triage, files, past, limit)
  }

  /// Ranks files that are in memory, by path.
  package func rank(
    report: BugReport, triage: Triage, files: [String: [UInt8]], limit: Int = 20
  ) -> [RankedFile] {
    let scanner = FileScanner(
      query: SearchQuery(report: report, triage: triage, hint: scope.hint))
    let scans = files.sorted { $0.key < $1.key }.compactMap { path, bytes in
      isWorthReading(path, triage) ? scanner.scan(path: path, bytes: bytes) : nil
    }
    return rank(scanner.query, triage, scans, [], limit)
  }

  private func rank(
    _ query: SearchQuery, _ triage: Triage, _ files: [FileScan], _ past: [PastChange],
    _ limit: Int
  ) -> [RankedFile] {
    Ranker(Corpus(query: query, triage: triage, files: files, past: past)).rank(limit: limit)
  }

  private func isWorthReading(_ path: String, _ triage: Triage) -> Bool {
    guard scope.holds(path) else { return false }
    let name = PathIndex.name(path[...])
    if let dot = name.lastIndex(of: "."), Self.binaryEndings.contains(name[dot...].lowercased()) {
      return false
    }
    return PathRole(path: path) != .generated || triage.paths.contains { path.hasSuffix($0) }
  }

  private static let binaryEndings: Set<String> = [
    ".png", ".jpg", ".jpeg", ".gif", ".ico", ".webp", ".pdf", ".zip", ".gz", ".tar", ".woff",
    ".woff2", ".ttf", ".eot", ".otf", ".mo", ".jar", ".so", ".dll", ".exe", ".bin", ".npy", ".npz",
    ".fits", ".mp3", ".mp4", ".ogg", ".flac", ".wav", ".tif", ".tiff", ".bmp", ".dat", ".db",
  ]
}
