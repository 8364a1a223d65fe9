import FoundationEssentials

/// The file system a sandboxed command sees below its own mounts: an allow-list.
///
/// In bubblewrap's arguments. What is not named here does not exist inside.
struct SandboxRoot: Sendable, Hashable {
  /// System folders, `/etc` and devices.
  private let system: [String]
  /// Toolchains and the user's own `sandbox.bind`.
  private let readOnly: [String]
  private let home: String
  private let temporaryBytes: Int

  /// Looks at what the host has; `binds` are extra paths the user's configuration shows.
  init(host: HostEnvironment, binds: [String], limits: SandboxLimits) {
    home = host.sandboxHome
    temporaryBytes = limits.temporaryBytes
    readOnly = Toolchains(host: host).folders + binds.sorted()
    let files = FileManager.default
    var system = ["--ro-bind", "/usr", "/usr"]
    for folder in ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"] {
      if let target = try? files.destinationOfSymbolicLink(atPath: folder) {
        system += ["--symlink", target, folder]
      } else if files.fileExists(atPath: folder) {
        system += ["--ro-bind", folder, folder]
      }
    }
    for name in Self.configuration where files.fileExists(atPath: "/etc/" + name) {
      system += ["--ro-bind", "/etc/" + name, "/etc/" + name]
    }
    for name in (try? files.contentsOfDirectory(atPath: "/etc"))?.sorted() ?? []
    where name.hasPrefix("java") || name.hasPrefix("python3") {
      system += ["--ro-bind", "/etc/" + name, "/etc/" + name]
    }
    self.system = system
  }

  /// Parts of `/etc` that programs need and that hold no secrets: not `ssl` whole, for its keys.
  private static let configuration = [
    "alternatives", "ca-certificates", "ca-certificates.conf", "debian_version", "fonts",
    "gai.conf",
    "host.conf", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "locale.alias", "localtime",
    "magic", "magic.mime", "maven", "mime.types", "nsswitch.conf", "os-release", "perl",
    "pki/ca-trust/extracted", "pki/tls/certs", "protocols", "services", "ssl/certs",
    "ssl/openssl.cnf", "terminfo", "timezone",
  ]

  /// The arguments up to where the command's own mounts go.
  func opening(network: Bool, homeIsMounted: Bool) -> [String] {
    var arguments = system
    if network {
      for name in ["resolv.conf", "hosts"] {
        arguments += ["--ro-bind-try", "/etc/" + name, "/etc/" + name]
      }
    }
    arguments += ["--proc", "/proc", "--dev", "/dev"]
    arguments += memory("/dev/shm", "1777") + ["--remount-ro", "/dev"]
    arguments += memory("/tmp", "1777") + memory("/var/tmp", "1777") + memory("/run", "0755")
    arguments += ["--symlink", "/run", "/var/run"]
    if !homeIsMounted { arguments += memory(home, "0700") }
    return arguments
  }

  /// The read-only folders; after the home folder, which some lie in.
  var shown: [String] { readOnly.flatMap { ["--ro-bind-try", $0, $0] } }

  /// The path that is `HOME` inside.
  var homePath: String { home }

  private func memory(_ target: String, _ mode: String) -> [String] {
    ["--size", String(temporaryBytes), "--perms", mode, "--tmpfs", target]
  }
}
