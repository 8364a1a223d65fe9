import Synchronization
package import TandemCore
package import TandemGit
import TandemSandbox

/// A base tree on disk, where commands run over it in isolation, each from a fresh upper layer.
///
/// Describes mounts as values; `CommandRunner` performs them. It judges nothing. Several commands
/// may run at once. Its folder below the state folder goes when it goes.
package final class Workspace: Sendable {
  /// How well commands are isolated.
  package let level: SandboxLevel
  /// Where commands see the repository; not so at level `none`, where each sees a copy.
  package let location: String
  let runner: any CommandRunner
  let options: WorkspaceOptions
  let state: StateFolder
  let tree: String
  let base: BaseTree
  let ignored: IgnoredFiles
  private let own: (folder: Folder, lock: FolderLock)
  private let loose: Folder?
  private let toolchains: [String]
  private let frozen = Mutex<[FrozenLayer]>([])
  private let count = Atomic<Int>(0)

  /// Checks `tree` out, unless it lies there already, and lays in what the options ask for.
  ///
  /// - Throws: `CommandFailure` where git, the disk or the sandbox refuses, with what to do.
  package static func prepare(
    repository: Repository, tree: String, options: WorkspaceOptions, runner: any CommandRunner
  ) async throws(CommandFailure) -> Workspace {
    let workspace = try await onOwnThread {
      try Workspace(repository: repository, tree: tree, options: options, runner: runner)
    }
    if options.hasFreshRepository { try await workspace.makeFreshRepository() }
    return workspace
  }

  /// Removes what interrupted runs left below the state folder; returns how many folders.
  ///
  /// Also removes trees and layers that nobody used for `age`. What is in use stays.
  @discardableResult
  package static func sweep(
    _ options: WorkspaceOptions, unusedFor age: Duration? = nil
  ) async throws(CommandFailure) -> Int {
    try await onOwnThread { try StateFolder(options).sweep(unusedFor: age) }
  }

  private init(
    repository: Repository, tree: String, options: WorkspaceOptions, runner: any CommandRunner
  ) throws {
    self.runner = runner
    self.options = options
    self.tree = tree
    level = runner.level
    location = repository.workTree ?? "/repository"
    state = try StateFolder(options)
    try state.sweep()
    base = try BaseTree.open(tree, of: repository, in: state, keeping: options.freeBytes)
    own = try StateFolder.claim(in: state.work)

    guard options.laysInIgnoredFiles, let path = repository.workTree else {
      ignored = .none
      loose = nil
      toolchains = []
      return
    }
    let workTree = try Folder(path)
    ignored = IgnoredFiles(
      try repository.ignoredTopLevel(), in: workTree, base: base.entries,
      excluding: [options.state, options.scratch],
      secrets: SecretNames(shown: options.shownSecrets))
    loose = try ignored.copyFiles(from: workTree, into: own.folder)
    toolchains = Set(
      ignored.environments(in: workTree).flatMap {
        Toolchains(environment: $0, outside: path, host: options.host).folders
      }
    ).sorted()
  }

  deinit { try? state.work.remove(TreePath.name(own.folder.path)) }

  /// What commands do not see of the user's ignored files and why, a sentence each.
  package var notes: [String] { ignored.notes }

  /// Runs `command` from an empty upper layer and returns what it left.
  ///
  /// - Throws: `CommandFailure` where it could not be started, the disk is full, or an edit would
  ///   leave the tree.
  package func run(_ command: WorkspaceCommand) async throws(CommandFailure) -> WorkspaceResult {
    try await run(command, seesIgnoredFiles: true) { stage, result in
      WorkspaceResult(command: result, collected: ResultFolder.collect(stage.results))
    }
  }

  /// Runs `command` and gives what is left of its stage to `finish`, before it is removed.
  func run<T: Sendable>(
    _ command: WorkspaceCommand, seesIgnoredFiles: Bool, keepsHome: Bool = false,
    finish: @escaping @Sendable (Stage, CommandResult) throws -> T
  ) async throws(CommandFailure) -> T {
    let name = "run-\(count.add(1, ordering: .relaxed).oldValue)"
    let builder = StageBuilder(
      options: options, level: level, location: location, base: base.folder,
      loose: seesIgnoredFiles ? loose : nil, ignored: seesIgnoredFiles ? ignored : .none,
      frozen: layers, toolchains: toolchains, keepsHome: keepsHome)
    let stage = try await Self.onOwnThread { [self] in
      if state.work.freeBytes < options.freeBytes {
        throw CommandFailure(
          message: "the disk of \(state.work.path) is full: \(state.work.freeBytes >> 20) MiB free",
          hint: "free some space, run `tandem clean`, or point --state at a larger disk")
      }
      do {
        return try builder.build(command, in: own.folder.makingFolder(name))
      } catch {
        try? own.folder.remove(name)
        throw error
      }
    }
    let result: Result<CommandResult, CommandFailure>
    do throws(CommandFailure) {
      result = .success(try await runner.run(stage.command))
    } catch {
      result = .failure(error)
    }
    return try await Self.onOwnThread { [self] in
      defer { try? own.folder.remove(name) }
      return try finish(stage, try result.get())
    }
  }

  /// The layers that commands see, topmost first.
  var layers: [FrozenLayer] { frozen.withLock { $0 } }

  /// Lays `layer` over what commands see from now on.
  func add(_ layer: FrozenLayer) { frozen.withLock { $0.insert(layer, at: 0) } }

  /// Runs blocking work on a thread of its own and tells every failure as a command's.
  static func onOwnThread<T: Sendable>(
    _ body: @escaping @Sendable () throws -> T
  ) async throws(CommandFailure) -> T {
    do {
      return try await OwnThread.run(body)
    } catch let failure as CommandFailure {
      throw failure
    } catch let error as SystemError {
      throw error.asCommandFailure
    } catch let error as GitError {
      throw CommandFailure(message: error.message, hint: error.hint)
    } catch {
      throw CommandFailure(message: "\(error)")
    }
  }
}
