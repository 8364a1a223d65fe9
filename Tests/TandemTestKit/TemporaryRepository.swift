import FoundationEssentials

/// A real repository of a test's own, made by the `git` command line and removed at the end.
///
/// Hermetic: its own `HOME`, no system configuration, fixed names and times, so that the same
/// steps give the same commit ids on every machine.
package final class TemporaryRepository: Sendable {
  /// The folder that holds the repository, its `HOME` and whatever the test puts beside them.
  package let directory: TemporaryDirectory
  /// The work tree, or the bare repository's own folder.
  package let path: String

  /// Makes an empty repository with the branch `main`.
  package init(bare: Bool = false) throws {
    directory = try TemporaryDirectory("repository")
    path = directory.file(bare ? "work.git" : "work")
    try directory.write("home/.keep", "")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try git(["init", "--quiet", "--initial-branch=main"] + (bare ? ["--bare"] : []) + ["."])
  }

  /// Makes a repository with these files in one commit.
  package convenience init(_ files: [String: String]) throws {
    try self.init()
    for (path, text) in files { try write(path, text) }
    try commit("first")
  }

  /// The `HOME` that `git` sees, for a test's own `.gitconfig`.
  package var home: String { directory.file("home") }

  /// The environment that `git` is run with.
  package var environment: [String: String] {
    [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home, "LC_ALL": "C.UTF-8",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0",
      "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
      "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
      "GIT_AUTHOR_DATE": "1700000000 +0100", "GIT_COMMITTER_DATE": "1700000000 +0100",
      "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "protocol.file.allow",
      "GIT_CONFIG_VALUE_0": "always",
    ]
  }

  /// Runs `git` in `folder`, by default the repository, and returns its output without the
  /// last line feed.
  ///
  /// - Throws: `ProcessProblem` with git's words where it fails.
  @discardableResult
  package func git(
    _ arguments: [String], in folder: String? = nil, input: String = ""
  ) throws -> String {
    let result: ProcessResult = try runProcess(
      ["/usr/bin/git"] + arguments, directory: folder ?? path, environment: environment,
      input: Array(input.utf8))
    guard result.exitCode == 0 else {
      throw ProcessProblem(
        description: "git \(arguments.joined(separator: " ")): \(result.errorOutput)")
    }
    // By bytes: a carriage return and a line feed are one Character.
    let output = result.output.utf8
    return String(decoding: output.last == 10 ? output.dropLast() : output[...], as: UTF8.self)
  }

  /// Runs `git` in the repository.
  @discardableResult
  package func git(_ arguments: String...) throws -> String { try git(arguments) }

  /// Writes a text file of the work tree, making its folders, and returns its absolute path.
  @discardableResult
  package func write(_ file: String, _ text: String) throws -> String {
    try write(file, Array(text.utf8))
  }

  /// Writes a file of any bytes into the work tree and returns its absolute path.
  @discardableResult
  package func write(_ file: String, _ bytes: [UInt8]) throws -> String {
    try directory.write("work/" + file, bytes)
  }

  /// Reads a text file of the work tree.
  package func read(_ file: String) throws -> String {
    String(decoding: try directory.read("work/" + file), as: UTF8.self)
  }

  /// Commits everything in the work tree, also when nothing changed, and returns the commit's id.
  @discardableResult
  package func commit(_ message: String) throws -> String {
    try git("add", "--all")
    try git("commit", "--quiet", "--allow-empty", "--no-verify", "-m", message)
    return try git("rev-parse", "HEAD")
  }

  /// What the repository looks like now, to prove that nothing of it was changed.
  package func fingerprint() throws -> RepositoryFingerprint {
    try RepositoryFingerprint(ofRepositoryAt: path)
  }
}
