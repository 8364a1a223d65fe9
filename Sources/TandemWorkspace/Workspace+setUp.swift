import FoundationEssentials
import Glibc
package import TandemCore
import TandemGit
import TandemSandbox

/// Set-up commands, run once and frozen.
extension Workspace {
  /// What became of a set-up command.
  package enum SetUp: Sendable, Hashable {
    /// An earlier run's layer serves: command, lock files and toolchains are the same.
    case reused
    /// It ran; its layer is kept where it exited with 0.
    case ran(CommandResult)
  }

  /// Runs `command` once for each environment and lays what it wrote under every later command.
  ///
  /// The environment is the command itself, the set-up commands before it, the lock files of the base
  /// tree, the laid-in folders and the folders on `PATH` with their times.
  ///
  /// - Throws: `CommandFailure` as `run` does; a failing command is a result.
  package func setUp(_ command: WorkspaceCommand) async throws(CommandFailure) -> SetUp {
    try await freeze(command, key: environmentKey(for: command), seesIgnoredFiles: true)
  }

  /// Runs `command`, which builds what tests need, once for the base tree and lays what it wrote under
  /// every later command: these build only what their own changes touch.
  ///
  /// Nil where commands see copies of the tree: a copy of all that was built costs more than it saves.
  /// - Parameter willRun: is called where no earlier run's layer serves.
  /// - Throws: `CommandFailure` as `run` does; a failing command is a result.
  package func build(
    _ command: WorkspaceCommand, willRun: () -> Void
  ) async throws(CommandFailure) -> SetUp? {
    guard level == .full else { return nil }
    return try await freeze(
      command, key: "tree \(tree)\n" + environmentKey(for: command), seesIgnoredFiles: true,
      willRun: willRun)
  }

  /// Lays in a `.git` of one commit that holds the base tree, made by git in the sandbox.
  func makeFreshRepository() async throws(CommandFailure) {
    let script = """
      set -e
      git init -q .
      git config core.checkStat minimal
      git config user.name tandem
      git config user.email tandem@localhost
      git add -A -f
      git commit -q --no-verify -m base
      """
    let command = WorkspaceCommand(
      arguments: ["/bin/sh", "-c", script],
      environment: [
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
        "GIT_AUTHOR_DATE": "1700000000 +0000", "GIT_COMMITTER_DATE": "1700000000 +0000",
      ], deadline: .seconds(300))
    let outcome = try await freeze(
      command, key: "git \(tree) \(level.rawValue)\n", seesIgnoredFiles: false)
    if case .ran(let result) = outcome, result.ending != .exited(0) {
      throw CommandFailure(
        message: "a fresh repository could not be made: \(result.output)",
        hint: "git must be on PATH for tests that need a repository")
    }
  }

  private func freeze(
    _ command: WorkspaceCommand, key: String, seesIgnoredFiles: Bool,
    willRun: () -> Void = {}
  ) async throws(CommandFailure) -> SetUp {
    // A layer that changed tracked files serves its own tree only.
    // Short names; the whole key is compared as well.
    let names = [StableHash.of(key), StableHash.of(key + tree)]
    for name in names {
      if let folder = try? state.layers.folder(name),
        folder.contents("key", limit: 1 << 20) == Array(key.utf8)
      {
        add(
          try await Self.onOwnThread { [state] in
            try FrozenLayer(folder, try state.use(name, in: state.layers))
          })
        return .reused
      }
    }
    willRun()
    let tracked = level == .full ? Set(base.entries.map(\.path)) : nil
    let (result, layer) = try await run(
      command, seesIgnoredFiles: seesIgnoredFiles, keepsHome: true
    ) { [state] stage, result -> (CommandResult, FrozenLayer?) in
      guard result.ending == .exited(0) else { return (result, nil) }
      let layer = try stage.folder.folder(Stage.Part.layer)
      try layer.create("key", Array(key.utf8))
      let isBound = try tracked.map { try Self.touches($0, in: layer.folder("tree")) } ?? true
      let name = names[isBound ? 1 : 0]
      let lock = try state.use(name, in: state.layers)
      // A crash after the move must not leave empty files under the name of a whole layer.
      try layer.sync()
      // Where another process was first, its layer serves as well.
      _ = try stage.folder.move(Stage.Part.layer, to: state.layers.path + "/" + name)
      return (result, try FrozenLayer(state.layers.folder(name), lock))
    }
    if let layer { add(layer) }
    return .ran(result)
  }

  private func environmentKey(for command: WorkspaceCommand) -> String {
    var lines = ["command \(command.arguments)", "in \(command.directory) of \(location)"]
    lines.append("level \(level.rawValue), network \(command.network)")
    lines += layers.map { "over \($0.name)" }
    lines += command.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    lines += ignored.folders.map { "laid \($0.path)" }
    lines += base.entries.filter { Self.isLockFile(TreePath.name($0.path)) }
      .map { "\($0.path) \($0.id)" }
    for folder in options.host.path {
      var facts = stat()
      if stat(folder, &facts) == 0 {
        lines.append("\(folder) \(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func isLockFile(_ name: String) -> Bool {
    lockFiles.contains(name)
      || (name.hasPrefix("requirements") && (name.hasSuffix(".txt") || name.hasSuffix(".in")))
  }

  /// Files that say what is to be installed.
  private static let lockFiles: Set<String> = [
    "pyproject.toml", "setup.py", "setup.cfg", "tox.ini", "poetry.lock", "Pipfile.lock", "uv.lock",
    "pdm.lock", "environment.yml", "package.json", "package-lock.json", "npm-shrinkwrap.json",
    "yarn.lock", "pnpm-lock.yaml", "bun.lock", "Cargo.toml", "Cargo.lock", "go.mod", "go.sum",
    "Gemfile.lock", "composer.lock", "pom.xml", "build.gradle", "build.gradle.kts",
    "gradle.lockfile", "Package.resolved", "mix.lock",
  ]

  /// Whether the upper `layer` holds or hides a tracked file; only folders of the base are entered.
  private static func touches(_ tracked: Set<String>, in layer: Folder) throws -> Bool {
    let folders = Set(tracked.flatMap { TreePath.folders(above: $0) })
    func visit(_ folder: Folder, _ prefix: String) throws -> Bool {
      try folder.entries().contains { name, kind in
        let path = prefix + name
        if tracked.contains(path) || (kind != .folder && folders.contains(path)) { return true }
        return try kind == .folder && folders.contains(path)
          && visit(folder.folder(name), path + "/")
      }
    }
    return try visit(layer, "")
  }
}
