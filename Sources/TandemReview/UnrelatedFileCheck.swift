import TandemCode
import TandemCore

/// Files that were left in: what editors, builds and experiments leave, and new code that nothing
/// else in the change speaks of.
enum UnrelatedFileCheck {
  /// What programs leave behind.
  private static let leftovers = [
    "*.orig", "*.rej", "*.bak", "*.swp", "*.swo", "*~", "*.tmp", "*.log", ".DS_Store", "Thumbs.db",
    "nohup.out", "*.pyc", "*.class", "*.o", "*.patch", "*.diff", "**/__pycache__/**",
    "/node_modules/**", "/.idea/**", "/.vscode/**", "/target/debug/**", ".coverage",
  ].map { Glob($0) }

  /// How people and models call a file in which they try something.
  private static let trials: Set<String> = [
    "reproduce", "reproduction", "repro", "scratch", "debug", "playground", "try", "tmp", "temp",
    "untitled", "experiment", "poc",
  ]

  static func findings(in diff: Diff, context: CheckContext) -> [Finding] {
    let added = diff.files.filter { $0.kind == .added }
    guard !added.isEmpty else { return [] }
    let spoken = words(in: diff, context)
    return added.compactMap { file in
      if leftovers.contains(where: { $0.matches(file.path) }) {
        return finding(file, .warning, "this looks like something a program left; take it out")
      }
      guard Language(path: file.path) != nil else { return nil }
      let stem = stem(of: file.path)
      // Who is named elsewhere in the change belongs to it.
      guard !spoken.contains(where: { $0.key != file.path && $0.value.contains(stem) }) else {
        return nil
      }
      let first = stem.split { !$0.isLetter }.first.map { $0.lowercased() } ?? ""
      let isTrial = trials.contains(first) || trials.contains(stem.lowercased())
      if isTrial, !file.path.dropFirst().contains("/tests/") {
        return finding(file, .warning, "this looks like a trial that was left in; is it needed?")
      }
      guard diff.files.count > 1, PathRole(path: file.path) == .source, stem != "__init__",
        !diff.files.contains(where: { $0.path != file.path && folder($0.path) == folder(file.path) }
        )
      else { return nil }
      return finding(file, .note, "nothing else in the change speaks of this new file")
    }
  }

  private static func finding(
    _ file: DiffFile, _ severity: Finding.Severity, _ message: String
  ) -> Finding {
    let first = file.firstChange
    return Finding(
      .unrelatedFile, severity, file.path, line: first?.number, quote: first?.text ?? "", message)
  }

  /// The words of each changed file's new text.
  private static func words(in diff: Diff, _ context: CheckContext) -> [String: Set<String>] {
    var words: [String: Set<String>] = [:]
    for file in diff.files where file.kind != .deleted && !file.isBinary {
      let text = context.after(file.path) ?? ""
      let pieces = text.utf8.split { !$0.isNamePart && $0 != UInt8(ascii: "-") }
      words[file.path] = Set(pieces.map { String(decoding: $0, as: UTF8.self) })
    }
    return words
  }

  private static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return String(name.prefix { $0 != "." })
  }

  private static func folder(_ path: String) -> Substring {
    path.lastIndex(of: "/").map { path[..<$0] } ?? ""
  }
}
