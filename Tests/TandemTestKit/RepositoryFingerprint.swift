import FoundationEssentials
@preconcurrency import Glibc

/// Every file of a checkout and of its git folder, to prove that a run changed none of them.
///
/// Holds the work tree, index, `HEAD`, configuration, hooks, reflogs and refs: kind, mode, time
/// stamp and bytes of each. Leaves out what a run may add to: objects, Tandem's own state folder,
/// and its branches under `refs/heads/tandem`.
package struct RepositoryFingerprint: Sendable, Hashable, CustomStringConvertible {
  /// One line an entry, by path relative to the repository.
  package let entries: [String: String]

  /// Reads a repository's work tree and git folder.
  ///
  /// - Throws: what the file system says.
  package init(ofRepositoryAt path: String) throws {
    let git = FileManager.default.fileExists(atPath: path + "/.git") ? ".git/" : ""
    var entries: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
      let isState = Self.additions.contains { addition in
        name == git + addition || name.hasPrefix(git + addition + "/")
          || (addition.hasSuffix("tandem") && name.hasPrefix(git + addition + "-"))
      }
      if !isState { entries[name] = Self.line(for: path + "/" + name) }
    }
    self.entries = entries
  }

  /// What a run may add to, below the git folder.
  private static let additions = [
    "objects", "tandem", "refs/heads/tandem", "logs/refs/heads/tandem",
  ]

  /// The entries that differ from `other`, sorted; empty where nothing was changed.
  package func changes(since other: RepositoryFingerprint) -> [String] {
    Set(entries.keys).union(other.entries.keys).filter { entries[$0] != other.entries[$0] }.sorted()
  }

  /// One line an entry, sorted.
  package var description: String {
    entries.sorted { $0.key < $1.key }.map { $0.key + " " + $0.value }.joined(separator: "\n")
  }

  private static func line(for path: String) -> String {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return "unreadable" }
    let mode = String(facts.st_mode, radix: 8)
    guard facts.st_mode & S_IFMT != S_IFDIR else { return mode }
    let stamp = "\(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)"
    guard facts.st_mode & S_IFMT == S_IFREG else {
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
      return "\(mode) \(target ?? "")"
    }
    let bytes = (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data()
    return "\(mode) \(stamp) \(bytes.count) \(hash(bytes))"
  }

  /// The 64-bit FNV-1a hash (http://www.isthe.com/chongo/tech/comp/fnv/).
  private static func hash(_ bytes: Data) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }
}
