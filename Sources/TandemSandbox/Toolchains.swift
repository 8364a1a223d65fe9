import FoundationEssentials
import Glibc

/// The host's folders that hold the programs of `PATH`: what a sandbox shows read-only.
///
/// A folder on `PATH` rarely stands alone: its programs are links into other folders, or need the
/// `lib` beside their `bin`. Each hop of each link is shown, and the installation it lies in. The
/// home folder itself and what may hold secrets in it never is.
package struct Toolchains: Sendable, Hashable {
  /// Absolute paths, parents first, none within another and none that the system folders cover.
  package let folders: [String]

  /// Finds what the programs of `host.path` need.
  package init(host: HostEnvironment) {
    var search = Search(home: host.home)
    for folder in host.path { search.add(folder: folder) }
    for cache in Self.caches { search.add(exactly: host.home + "/" + cache) }
    folders = search.minimal
  }

  /// Finds what the Python virtual environment in `folder` needs outside of `workTree`: the
  /// interpreter it was made from, and the environment itself where it lies elsewhere.
  package init(environment folder: String, outside workTree: String, host: HostEnvironment) {
    var search = Search(home: host.home)
    search.add(exactly: folder)
    search.follow(linksIn: folder + "/bin")
    if let text = try? String(contentsOfFile: folder + "/pyvenv.cfg", encoding: .utf8) {
      for line in text.split(separator: "\n") where line.hasPrefix("home = ") {
        search.add(folder: String(line.dropFirst("home = ".count)))
      }
    }
    folders = search.minimal.filter { !Search.covers(workTree, $0) }
  }

  /// Caches and libraries under the home folder that offline builds read and that hold no secrets:
  /// never `~/.cargo` or `~/.m2` themselves, where credentials lie.
  private static let caches = [
    ".rustup", ".cargo/registry", ".cargo/git", ".m2/repository", ".gradle/caches", ".ivy2/cache",
    ".nuget/packages", "go/pkg/mod", ".local/lib", ".cache/go-build", ".cache/coursier",
  ]

  private struct Search {
    let home: String
    var found: Set<String> = []

    static let system = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"]
    static let neverShown = ["/etc", "/proc", "/sys", "/dev"]
    /// Made anew, but what lies deeper in them may be shown.
    static let replaced: Set<String> = [
      "/", "/tmp", "/var", "/var/tmp", "/run", "/run/user", "/home",
    ]
    static let binaryFolders: Set<String> = ["bin", "sbin", "shims", "libexec", "condabin"]
    /// Version managers that keep programs in folders of other names than `lib`.
    static let managers: Set<String> = [
      ".volta", ".deno", ".bun", ".swiftly", ".juliaup", ".ghcup", ".sdkman", ".asdf", ".elan",
    ]

    static func covers(_ folder: String, _ path: String) -> Bool {
      path == folder || path.hasPrefix(folder + "/")
    }

    /// The folders found, without those inside another.
    var minimal: [String] {
      found.sorted().reduce(into: []) { kept, path in
        if !kept.contains(where: { Self.covers($0, path) }) { kept.append(path) }
      }
    }

    mutating func add(exactly folder: String) {
      if isShowable(folder), isFolder(folder) { found.insert(folder) }
    }

    mutating func add(folder: String) {
      guard !Self.system.contains(where: { Self.covers($0, folder) }), isFolder(folder) else {
        return
      }
      add(installationOf: folder)
      if let real = realPath(folder), real != folder { add(installationOf: real) }
      follow(linksIn: folder)
    }

    mutating func follow(linksIn folder: String) {
      for entry in FolderListing.names(in: folder) where entry.isLink {
        follow(folder + "/" + entry.name)
      }
    }

    private mutating func follow(_ link: String) {
      var path = link
      for _ in 0..<40 {
        guard let target = FolderListing.linkTarget(path) else { break }
        path = normalised(target.hasPrefix("/") ? target : parent(path) + "/" + target)
        add(holderOf: path)
      }
      if path != link, let real = realPath(path) { add(holderOf: real) }
    }

    private mutating func add(holderOf file: String) {
      guard !Self.system.contains(where: { Self.covers($0, file) }), access(file, F_OK) == 0 else {
        return
      }
      if isShowable(parent(file)) {
        add(installationOf: parent(file))
      } else if isShowable(file) {
        found.insert(file)
      }
    }

    private mutating func add(installationOf folder: String) {
      if Self.covers("/nix/store", folder) { return add(exactly: "/nix/store") }
      let whole = parent(folder)
      let isInstallation =
        Self.binaryFolders.contains(name(folder)) && isShowable(whole)
        && whole != home + "/.local" && whole != home + "/.cargo" && whole != home + "/go"
        && (Self.managers.contains(name(whole))
          || ["lib", "lib64", "libexec"].contains { isFolder(whole + "/" + $0) })
        && !holdsRepositories(whole)
      if isInstallation {
        found.insert(whole)
      } else if isShowable(folder) {
        found.insert(folder)
      }
    }

    /// Whether `folder` is a project with a `bin` and a `lib`, or a folder of projects.
    ///
    /// Those are not shown. Version managers, whose names begin with a dot, are often clones.
    private func holdsRepositories(_ folder: String) -> Bool {
      if name(folder).hasPrefix(".") { return false }
      return access(folder + "/.git", F_OK) == 0
        || FolderListing.names(in: folder).contains {
          access(folder + "/" + $0.name + "/.git", F_OK) == 0
        }
    }

    /// Never the root, the home folder, a parent of it or what the sandbox makes anew.
    private func isShowable(_ path: String) -> Bool {
      !Self.replaced.contains(path) && !Self.covers(path, home)
        && !(Self.system + Self.neverShown).contains { Self.covers($0, path) }
    }

    private func isFolder(_ path: String) -> Bool {
      var information = stat()
      return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
    }

    private func realPath(_ path: String) -> String? {
      guard let text = realpath(path, nil) else { return nil }
      defer { free(text) }
      return String(cString: text)
    }

    private func parent(_ path: String) -> String {
      guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
      return String(path[..<slash])
    }

    private func name(_ path: String) -> String {
      path.split(separator: "/").last.map(String.init) ?? ""
    }

    private func normalised(_ path: String) -> String {
      var parts: [Substring] = []
      for part in path.split(separator: "/") where part != "." {
        if part == ".." { _ = parts.popLast() } else { parts.append(part) }
      }
      return "/" + parts.joined(separator: "/")
    }
  }
}
