import FoundationEssentials
import TandemConfig
import TandemCore
import TandemGit
import TandemStore

/// What most commands need: the repository, its state folder, the store, the configuration.
struct Session: Sendable {
  let repository: Repository
  /// Where runs and the base trees are kept.
  let folder: String
  let store: Store
  let config: ResolvedConfig

  /// Opens everything for the repository that the arguments name.
  ///
  /// - Parameter base: whose `tandem.yml` counts; nil for `HEAD`.
  /// - Throws: `CommandError`, `GitError`, `ConfigError` or `StoreError`.
  static func open(_ arguments: Arguments, _ host: Host, base: String? = nil) async throws
    -> Session
  {
    let repository = try Repository.open(arguments, host)
    let config = try loadConfig(arguments, host, repository, base: base ?? "HEAD")
    let folder = stateFolder(arguments, host, repository)
    var account: SpendingAccount?
    if config.dayBudget != nil || config.repositoryBudget != nil {
      account = SpendingAccount(
        folder: host.userState, repository: repository.commonDirectory,
        dayCap: config.dayBudget, repositoryCap: config.repositoryBudget)
    }
    let store = try await Store.open(folder: folder, account: account)
    return Session(repository: repository, folder: folder, store: store, config: config)
  }

  /// The same session with the configuration that a run began with: its base's file, its flags.
  func resuming(_ run: RunRequest, _ arguments: Arguments, _ host: Host) throws -> Session {
    var arguments = arguments
    arguments.keep(run.flags)
    return Session(
      repository: repository, folder: folder, store: store,
      config: try Self.loadConfig(arguments, host, repository, base: run.base))
  }

  /// The configuration in force for a base: the repository's file is read from the commit.
  static func loadConfig(
    _ arguments: Arguments, _ host: Host, _ repository: Repository, base: String
  ) throws -> ResolvedConfig {
    var repositoryFile: [UInt8]?
    if let commit = try? repository.resolve(base),
      let entry = try repository.entries(ofTree: commit.tree).first(where: {
        $0.path == "tandem.yml"
      })
    {
      repositoryFile = try repository.blob(entry.id)
    }
    return try ConfigLoader.load(
      flags: arguments.flags, environment: host.environment,
      userFile: try userFile(arguments, host), repositoryFile: repositoryFile)
  }

  /// The configuration in force outside of a repository.
  static func userConfig(_ arguments: Arguments, _ host: Host) throws -> ResolvedConfig {
    try ConfigLoader.load(
      flags: arguments.flags, environment: host.environment,
      userFile: try userFile(arguments, host), repositoryFile: nil)
  }

  private static func userFile(
    _ arguments: Arguments, _ host: Host
  ) throws -> (path: String, bytes: [UInt8])? {
    let path = arguments.config.map(host.absolute) ?? host.userConfigPath
    guard arguments.config != nil || FileManager.default.fileExists(atPath: path) else {
      return nil
    }
    return (path, try InputFile.read(path, limit: 1 << 20, host: host))
  }

  /// The run that the user means: an id, or a unique beginning of one, or `last`.
  ///
  /// - Throws: `CommandError` where none or several fit.
  func run(_ arguments: Arguments) async throws -> RunSummary {
    let runs = try await store.runs()
    guard let wanted = arguments.positional.first else {
      throw CommandError.usage("which run?", "`tandem runs` lists them; `last` is the newest")
    }
    if wanted == "last", let newest = runs.first { return newest }
    let found = runs.filter { $0.id == wanted || $0.id.hasPrefix(wanted) }
    if let exact = found.first(where: { $0.id == wanted }) ?? (found.count == 1 ? found[0] : nil) {
      return exact
    }
    throw CommandError.usage(
      found.isEmpty ? "there is no run `\(wanted)` here" : "`\(wanted)` fits \(found.count) runs",
      "`tandem runs` lists them")
  }

  /// The folder of retrieval's index.
  var indexFolder: String { Self.indexFolder(below: folder) }

  /// The folder of retrieval's index below a state folder.
  static func indexFolder(below state: String) -> String { state + "/index" }

  /// The folder of a repository's state that the arguments name, or the one in its git directory.
  static func stateFolder(_ arguments: Arguments, _ host: Host, _ repository: Repository) -> String
  {
    arguments.state.map(host.absolute) ?? repository.commonDirectory + "/tandem"
  }

  /// The folder of a run's exported files.
  func exportFolder(_ run: String) -> String { folder + "/runs/" + run }
}

extension Host {
  /// The user's configuration file.
  var userConfigPath: String { configHome + "/tandem/config.yml" }

  /// The user's own state folder, for budgets over several repositories.
  var userState: String {
    (environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.local/state")
      + "/tandem"
  }

  private var configHome: String {
    environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.config"
  }

  /// The user's git configuration files, of which only identity and trust are read.
  var gitConfig: UserGitConfig {
    UserGitConfig(
      files: [configHome + "/git/config", home + "/.gitconfig"], home: home,
      sudoUser: environment["SUDO_UID"].flatMap(UInt32.init))
  }
}

extension Repository {
  /// Opens the repository that the arguments name.
  ///
  /// - Throws: `GitError`, with what to do.
  static func open(_ arguments: Arguments, _ host: Host) throws(GitError) -> Repository {
    try open(
      at: host.absolute(arguments.repository ?? "."), userConfig: host.gitConfig,
      trustOwner: arguments.trustRepository)
  }
}
