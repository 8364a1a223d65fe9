import TandemCore
import TandemSandbox

/// Builds stages for one workspace.
struct StageBuilder: Sendable {
  let options: WorkspaceOptions
  let level: SandboxLevel
  /// Where tests see the repository.
  let location: String
  let base: Folder
  /// Single ignored files; nil where there are none.
  let loose: Folder?
  let ignored: IgnoredFiles
  /// Frozen layers, topmost first.
  let frozen: [FrozenLayer]
  /// Where links of virtual environments lead.
  let toolchains: [String]
  /// The home folder is kept where something of it will be frozen.
  let keepsHome: Bool

  /// Makes the stage of `command` in the empty folder `folder`.
  ///
  /// - Throws: `CommandFailure` for a refused path, `SystemError` where the disk refuses.
  func build(_ command: WorkspaceCommand, in folder: Folder) throws -> Stage {
    if !command.directory.isEmpty, let reason = TreePath.refusal(command.directory) {
      throw CommandFailure(message: "the folder \(command.directory) is refused: \(reason)")
    }
    let tools = try folder.makingFolder(Stage.Part.tools)
    for (name, text) in command.tools {
      if TreePath.refusal(name) != nil || TreePath.parts(name).count > 1 {
        throw CommandFailure(message: "the tool file \(name) is no plain file name")
      }
      try tools.create(name, Array(text.utf8))
    }
    let results = try folder.makingFolder(Stage.Part.results, mode: 0o700)

    var parts = try level == .full ? overlays(in: folder) : copies(in: folder)
    for change in command.changes {
      let target = parts.targets.first { TreePath.isInside(change.path, $0.path) }
      let path = target.map { String(change.path.utf8.dropFirst($0.path.utf8.count + 1)) ?? "" }
      try (target?.target ?? parts.tree).write(change, at: path ?? change.path)
    }

    var top = location
    var visible = (tools: tools.path, results: results.path)
    var variables = options.host.baseVariables
    if level == .none {
      top = parts.tree.upper.path
      variables["HOME"] = try folder.makingFolder(Stage.Part.layer + "/home").path
      variables["TMPDIR"] = try folder.makingFolder(Stage.Part.temporary).path
    } else {
      let secret = "/run/tandem-\(UInt64.random(in: .min ... .max))"
      visible = (secret + "/tools", secret + "/results")
      parts.mounts += toolchains.map { .readOnly(source: $0, target: $0) }
      parts.mounts += [
        .readOnly(source: tools.path, target: visible.tools),
        .writable(source: results.path, target: visible.results),
      ]
    }
    let home = variables["HOME"] ?? "/"
    func filled(_ text: String) -> String {
      text.replacing("{tools}", with: visible.tools)
        .replacing("{results}", with: visible.results).replacing("{home}", with: home)
    }
    variables.merge(command.environment.mapValues(filled)) { $1 }
    return Stage(
      folder: folder,
      command: Command(
        arguments: command.arguments.map(filled),
        directory: command.directory.isEmpty ? top : top + "/" + command.directory,
        environment: variables, mounts: parts.mounts, network: command.network,
        deadline: command.deadline),
      results: results)
  }

  /// Where edits go, and what is mounted.
  private struct Parts {
    var tree: EditTarget
    var targets: [(path: String, target: EditTarget)] = []
    var mounts: [Mount] = []
  }

  private func overlays(in folder: Folder) throws -> Parts {
    func overlay(_ part: String, _ lowers: [Folder], _ target: String) throws -> (Folder, Mount) {
      let upper = try folder.makingFolder(Stage.Part.layer + "/" + part)
      let work = try folder.makingFolder(Stage.Part.work + "/" + part)
      return (
        upper,
        .overlay(
          lowers: lowers.map(\.path), upper: upper.path, work: work.path, target: target)
      )
    }
    let treeLayers = frozen.map(\.tree) + (loose.map { [$0] } ?? []) + [base]
    let (tree, treeMount) = try overlay("tree", treeLayers, location)
    var parts = Parts(tree: EditTarget(upper: tree, lowers: treeLayers))
    if keepsHome || !frozen.isEmpty {
      let homes = frozen.map(\.home) + [try folder.makingFolder("empty")]
      parts.mounts.append(try overlay("home", homes, options.host.sandboxHome).1)
    }
    parts.mounts.append(treeMount)
    for laid in ignored.folders {
      // Tracked files of the base win over the user's: the base may be another commit than HEAD.
      let lowers =
        frozen.compactMap { $0.laid(laid.path) }
        + treeLayers.compactMap { try? $0.folder(laid.path) } + [laid.source]
      let (upper, mount) = try overlay("laid/" + laid.path, lowers, location + "/" + laid.path)
      for path in laid.hidden {
        if let above = TreePath.folders(above: path).last { _ = try upper.makingFolder(above) }
        try upper.whiteOut(path)
      }
      parts.targets.append((laid.path, EditTarget(upper: upper, lowers: lowers)))
      parts.mounts.append(mount)
    }
    return parts
  }

  /// Folders with more entries than this are shown read-only instead of being copied.
  private static let copyLimit = 5000

  private func copies(in folder: Folder) throws -> Parts {
    let layer = try folder.makingFolder(Stage.Part.layer)
    // A layer frozen at this level is a whole tree; what it has, stays.
    try TreeCopy(from: frozen.first?.tree ?? base, hidden: []).write("tree", in: layer)
    let tree = try layer.folder("tree")
    var parts = Parts(tree: EditTarget(upper: tree, lowers: []))
    if let loose { try TreeCopy(from: loose, hidden: []).write(into: tree) }
    if keepsHome || !frozen.isEmpty {
      if let home = frozen.first?.home {
        try TreeCopy(from: home, hidden: []).write("home", in: layer)
      }
      let home = try layer.makingFolder("home")
      parts.mounts.append(.writable(source: home.path, target: options.host.sandboxHome))
    }
    parts.mounts.append(.writable(source: tree.path, target: location))
    for laid in ignored.folders {
      if level == .none || laid.count <= Self.copyLimit {
        try TreeCopy(from: laid.source, hidden: Set(laid.hidden)).write(laid.path, in: tree)
      } else {
        let target = location + "/" + laid.path
        parts.mounts.append(.readOnly(source: laid.source.path, target: target))
        parts.mounts += laid.hidden.map {
          .readOnly(source: "/dev/null", target: target + "/" + $0)
        }
      }
    }
    if level == .none { parts.mounts = [] }
    return parts
  }
}
