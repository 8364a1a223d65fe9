/// What the sandbox must know of the user's session, as values: this room reads no environment.
package struct HostEnvironment: Sendable, Hashable {
  /// The folders of `PATH` in order; relative and empty ones are dropped.
  package var path: [String]
  /// The user's home folder.
  package var home: String
  /// The user's login name.
  package var userName: String
  /// The effective user id; 0 for root.
  package var uid: UInt32
  /// The effective group id.
  package var gid: UInt32

  /// Describes a session; `path` is the text of `PATH`.
  package init(path: String, home: String, userName: String, uid: UInt32, gid: UInt32) {
    var seen: Set<String> = []
    self.path = path.split(separator: ":").map(String.init).filter {
      $0.hasPrefix("/") && seen.insert($0).inserted
    }
    self.home = home
    self.userName = userName
    self.uid = uid
    self.gid = gid
  }

  /// The home folder a command gets: the user's own path, empty, so that what is installed there
  /// is found; a made-up one where the user's cannot be laid over.
  package var sandboxHome: String {
    let depth = home.utf8.count { $0 == UInt8(ascii: "/") }
    let isUsable = home.hasPrefix("/") && home != "/" && !home.hasSuffix("/")
    let isSystem = ["/usr", "/proc", "/dev", "/sys", "/etc", "/tmp", "/run", "/var"].contains {
      home == $0 || (home.hasPrefix($0 + "/") && depth < 3)
    }
    return isUsable && !isSystem ? home : "/home/tandem"
  }

  /// The small environment every sandboxed command starts from.
  package var baseVariables: [String: String] {
    [
      "PATH": path.joined(separator: ":"),
      "HOME": sandboxHome,
      "USER": userName,
      "LOGNAME": userName,
      "SHELL": "/bin/sh",
      "LANG": "C.UTF-8",
      "TMPDIR": "/tmp",
    ]
  }
}
