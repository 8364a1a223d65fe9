import Glibc
package import TandemCore

/// Why a sandbox cannot be made here, and what mends it: each cause was met on a real machine.
package enum SandboxRefusal: Error, Sendable, Hashable {
  /// bubblewrap is not installed.
  case bubblewrapMissing
  /// bubblewrap is older than 0.8 and lacks an option.
  case bubblewrapTooOld(String)
  /// `user.max_user_namespaces` is 0 or used up.
  case namespacesUsedUp(String)
  /// A container's system call filter (Docker's default) forbids namespaces.
  case containerForbids(String)
  /// AppArmor forbids unprivileged user namespaces (Ubuntu 23.10 and later).
  case appArmorForbids(String)
  /// A new `/proc` cannot be mounted, because a container masks parts of its own.
  case procForbidden(String)
  /// The file system or the kernel refuses the overlay.
  case overlayRefused(String)
  /// Anything else, in the words of who refused.
  case other(String)

  /// Reads bubblewrap's own first line of complaint.
  package init(bubblewrapOutput line: String, signal: Int32 = 0) {
    func says(_ text: String) -> Bool { line.firstRange(of: text) != nil }
    self =
      if says("ENOSPC") || says("nesting depth") {
        .namespacesUsedUp(line)
      } else if says("No permissions to create") {
        .containerForbids(line)
      } else if says("setting up uid map") || says("loopback: Failed RTM_NEWADDR") {
        .appArmorForbids(line)
      } else if says("mount proc") || says("mounting proc") {
        .procForbidden(line)
      } else if says("Unknown option") {
        .bubblewrapTooOld(line)
      } else if line.isEmpty {
        .other("bubblewrap ended without a word" + (signal == 0 ? "" : " by signal \(signal)"))
      } else {
        .other(line)
      }
  }

  /// Reads the failure of a start.
  init(_ refusal: Launch.Refusal) {
    self =
      switch refusal {
      case .program(let error) where error.code == ENOENT: .bubblewrapMissing
      case .namespaces(let error) where error.code == ENOSPC || error.code == EUSERS:
        .namespacesUsedUp(error.description)
      case .namespaces(let error) where error.call == "unshare" && error.code == EPERM:
        .containerForbids(error.description)
      case .namespaces(let error) where error.code == EPERM || error.code == EACCES:
        .appArmorForbids(error.description)
      case .overlay(let error): .overlayRefused(error.description)
      case .program(let error), .namespaces(let error), .system(let error):
        .other(error.description)
      }
  }

  /// What happened.
  package var message: String {
    switch self {
    case .bubblewrapMissing: "bubblewrap (bwrap) is not installed"
    case .bubblewrapTooOld(let detail): "bubblewrap is too old: \(detail)"
    case .namespacesUsedUp(let detail): "this machine allows no more user namespaces: \(detail)"
    case .containerForbids(let detail): "this container forbids user namespaces: \(detail)"
    case .appArmorForbids(let detail): "AppArmor forbids user namespaces: \(detail)"
    case .procForbidden(let detail): "this container forbids mounting /proc: \(detail)"
    case .overlayRefused(let detail): "the overlay file system is refused: \(detail)"
    case .other(let detail): "the sandbox could not be made: \(detail)"
    }
  }

  /// What to do about it.
  package var hint: String {
    switch self {
    case .bubblewrapMissing: "sudo apt-get install bubblewrap"
    case .bubblewrapTooOld: "install bubblewrap 0.8 or newer"
    case .namespacesUsedUp: "sudo sysctl user.max_user_namespaces=10000"
    case .containerForbids:
      "run the container with --security-opt seccomp=unconfined, or, if it is thrown away "
        + "afterwards, pass --no-sandbox"
    case .appArmorForbids:
      "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0, or an AppArmor profile that "
        + "grants userns"
    case .procForbidden:
      "run the container with --security-opt systempaths=unconfined, or, if it is thrown away "
        + "afterwards, pass --no-sandbox"
    case .overlayRefused: "put the state folder on ext4, xfs, btrfs or tmpfs with --state"
    case .other:
      "run `tandem doctor`; on a machine that is isolated already, --no-sandbox runs without"
    }
  }

  /// As the failure of one command.
  package var asCommandFailure: CommandFailure { CommandFailure(message: message, hint: hint) }
}
