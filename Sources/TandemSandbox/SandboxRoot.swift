import FoundationEssentials
import TandemCore

/// The file system a sandboxed command sees below its own mounts: an allow-list.
///
/// In bubblewrap's arguments. What is not named here does not exist inside. Single files are copied
/// in: each bind mount costs a third of a millisecond, because bubblewrap reads the mount table.
struct SandboxRoot: Sendable {
  /// The path that is `HOME` inside.
  let home: String
  /// Folders shown where they are.
  private let system: [String]
  /// Links made again: where, and their target.
  private let links: [(path: String, target: String)]
  /// Files copied in: where, and their bytes.
  private let files: [(path: String, bytes: [UInt8])]
  private let temporaryBytes: Int
  private let toolchains: [String]

  /// Looks at what the host has; `binds` are extra paths the user's configuration shows.
  init(host: HostEnvironment, binds: [String], limits: SandboxLimits) {
    let manager = FileManager.default
    var system = ["/usr"]
    var links: [(path: String, target: String)] = []
    var files = Self.made(for: host)
    for path in ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"] + Self.configurationFiles {
      if let target = FolderListing.linkTarget(path) {
        links.append((path, target))
      } else if path.hasPrefix("/etc/") {
        if let bytes = manager.contents(atPath: path) { files.append((path, Array(bytes))) }
      } else if manager.fileExists(atPath: path) {
        system.append(path)
      }
    }
    let javas = FolderListing.names(in: "/etc").map(\.name).filter { $0.hasPrefix("java") }
    system += (Self.configurationFolders + javas.sorted().map { "/etc/" + $0 }).filter {
      manager.fileExists(atPath: $0)
    }
    self.system = system
    self.links = links
    self.files = files
    home = host.sandboxHome
    temporaryBytes = limits.temporaryBytes
    toolchains = Toolchains(host: host).folders + binds.sorted()
  }

  /// Folders of `/etc` that programs need and that hold no secrets: not `ssl` whole, for its keys.
  private static let configurationFolders = [
    "/etc/alternatives", "/etc/fonts", "/etc/maven", "/etc/pki/ca-trust/extracted",
    "/etc/pki/tls/certs", "/etc/ssl/certs",
  ]

  /// Files of `/etc` that programs need.
  private static let configurationFiles = [
    "/etc/gai.conf", "/etc/host.conf", "/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types",
    "/etc/nsswitch.conf", "/etc/os-release", "/etc/protocols", "/etc/services",
    "/etc/ssl/openssl.cnf", "/etc/timezone",
  ]

  /// Files that are not the host's: one user, one group, one host.
  private static func made(for host: HostEnvironment) -> [(path: String, bytes: [UInt8])] {
    let user = "\(host.userName):x:\(host.uid):\(host.gid)::\(host.sandboxHome):/bin/sh\n"
    return [
      ("/etc/passwd", Array(user.utf8)),
      ("/etc/group", Array("\(host.userName):x:\(host.gid):\n".utf8)),
      ("/etc/hosts", Array("127.0.0.1 localhost tandem\n::1 localhost\n".utf8)),
    ]
  }

  /// The arguments that make it, with the command's own `mounts`, and the files they read.
  ///
  /// - Throws: `SystemError` where a file in memory cannot be made.
  func arguments(
    network: Bool, mounts: [Mount]
  ) throws(SystemError) -> (options: [String], files: [Descriptor]) {
    var options = system.flatMap { ["--ro-bind", $0, $0] }
    options += links.flatMap { ["--symlink", $0.target, $0.path] }
    var descriptors: [Descriptor] = []
    for file in files where !(network && file.path == "/etc/hosts") {
      let descriptor = try Descriptor.memory(file.bytes)
      descriptors.append(descriptor)
      options += ["--perms", "0644", "--file", String(descriptor.number), file.path]
    }
    if network {
      options += ["/etc/resolv.conf", "/etc/hosts"].flatMap { ["--ro-bind-try", $0, $0] }
    }
    // Read-only: bubblewrap leaves `/proc/sys` open to uid 0, whose number alone lets it write
    // `kernel.core_pattern`, which the host's kernel then runs as root.
    options += ["--proc", "/proc", "--remount-ro", "/proc", "--dev", "/dev"]
    options += memory("/dev/shm", "1777") + ["--remount-ro", "/dev"]
    options += memory("/tmp", "1777") + memory("/run", "0755")
    options += ["--symlink", "/tmp", "/var/tmp", "--symlink", "/run", "/var/run"]
    // The home folder first: toolchains and often the repository lie in it.
    let homes = mounts.filter { $0.target == home }
    options += homes.isEmpty ? memory(home, "0700") : homes.flatMap(\.bubblewrapOptions)
    options += toolchains.flatMap { ["--ro-bind-try", $0, $0] }
    options += mounts.filter { $0.target != home }.flatMap(\.bubblewrapOptions)
    options += ["--remount-ro", "/"]
    return (options, descriptors)
  }

  private func memory(_ target: String, _ mode: String) -> [String] {
    ["--size", String(temporaryBytes), "--perms", mode, "--tmpfs", target]
  }
}
