import TandemCore
import TandemSandbox

/// Everything one command needs on disk, and the command as the runner takes it.
///
/// All its layers are fresh: what an earlier command wrote is not there.
struct Stage: Sendable {
  /// The stage's own folder, removed afterwards.
  let folder: Folder
  /// The command with its mounts.
  let command: Command
  /// What the command leaves is read from here.
  let results: Folder

  /// Where the stage's parts lie inside its folder.
  enum Part {
    /// Fresh uppers, or copies: what a set-up freezes.
    static let layer = "layer"
    /// overlayfs's own scratch folders.
    static let work = "work"
    static let tools = "tools"
    static let results = "results"
    /// The `TMPDIR` of commands without a sandbox.
    static let temporary = "tmp"
  }
}
