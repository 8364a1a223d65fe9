/// Says whether a path that somebody untrusted wrote may name a file of the tree.
///
/// Only plain relative paths pass: no way out of the tree, none into a `.git` under any spelling
/// that a file system may fold to it (git's own rules for HFS and NTFS, CVE-2014-9390 and after),
/// nothing a person would read wrongly. It touches no disk: links are the workspace's concern.
package enum PathSafety {
  /// Returns why `path` is refused, or nil where it is safe.
  package static func check(_ path: String) -> Refusal? {
    let bytes = Array(path.utf8)
    if bytes.isEmpty { return .empty }
    if bytes.count > 4096 { return .tooLong }
    if bytes.contains(where: { $0 < 0x20 || $0 == 0x7f }) { return .controlCharacter }
    if bytes.contains(UInt8(ascii: "\\")) { return .backslash }
    if bytes[0] == UInt8(ascii: "\"") { return .quoted }
    if bytes[0] == UInt8(ascii: "/") || hasDrive(bytes) { return .absolute }
    if path.unicodeScalars.contains(where: HiddenCharacters.contains) { return .hiddenCharacter }
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if let refusal = check(component: part) { return refusal }
    }
    return nil
  }

  /// Returns the groups of `paths` that a file system may take for one file: equal but for case
  /// or for Unicode composition.
  ///
  /// Each group is sorted; an empty list is a safe set.
  package static func twins(_ paths: some Sequence<String>) -> [[String]] {
    // Swift compares strings by canonical equivalence, so the key folds composition by itself;
    // distinct spellings are told apart by their bytes.
    Dictionary(grouping: paths) { $0.lowercased() }.values
      .map { group in
        var seen: Set<[UInt8]> = []
        return group.filter { seen.insert(Array($0.utf8)).inserted }
      }
      .filter { $0.count > 1 }
      .map { $0.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) } }
      .sorted { ($0.first ?? "") < ($1.first ?? "") }
  }

  private static func check(component: Substring) -> Refusal? {
    if component.isEmpty || component == "." { return .emptyComponent }
    if component == ".." { return .parent }
    if component.utf8.count > 255 { return .tooLong }
    let folded = foldedName(component)
    if folded == ".git" || isShortName(folded, of: ["git"]) { return .gitDirectory }
    if folded == ".gitmodules" || isShortName(folded, of: ["gitmod", "gi7eba"]) {
      return .submodules
    }
    // A dot and a space at the end are dropped by NTFS, so that two names become one.
    if component.hasSuffix(".") || component.hasSuffix(" ") { return .trailingDotOrSpace }
    if component.contains(":$") { return .stream }
    return nil
  }

  /// The name that HFS or NTFS may see: lower case, without a stream, without dots and spaces at
  /// its end.
  private static func foldedName(_ component: Substring) -> String {
    var name = component.prefix { $0 != ":" }
    while name.hasSuffix(".") || name.hasSuffix(" ") { name.removeLast() }
    return name.lowercased()
  }

  /// Whether `name` is a DOS short name such as `git~1`.
  private static func isShortName(_ name: String, of stems: [String]) -> Bool {
    guard let tilde = name.lastIndex(of: "~") else { return false }
    let number = name[name.index(after: tilde)...]
    return stems.contains(String(name[..<tilde])) && !number.isEmpty
      && number.utf8.allSatisfy { (48...57).contains($0) }
  }

  private static func hasDrive(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 2, bytes[1] == UInt8(ascii: ":") else { return false }
    return (97...122).contains(bytes[0] | 0x20)
  }
}

/// Why a path is refused.
package enum Refusal: String, Codable, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// There is no path.
  case empty
  /// It begins at the root or a drive.
  case absolute
  /// A `..` leaves the tree.
  case parent
  /// `.`, `//` or a slash at the end.
  case emptyComponent
  /// A spelling of `.git`.
  case gitDirectory
  /// A spelling of `.gitmodules`, which makes git fetch and run what others wrote.
  case submodules
  /// An NTFS stream.
  case stream
  /// A name that ends in a dot or space.
  case trailingDotOrSpace
  /// A backslash, which some systems take for a slash.
  case backslash
  /// NUL, a line break or another control character.
  case controlCharacter
  /// A character that nobody sees.
  case hiddenCharacter
  /// A C-quoted path (`"b/\056git"`).
  case quoted
  /// Longer than a file system takes.
  case tooLong

  /// What is wrong, as a predicate of the path, and what to write instead.
  package var description: String {
    switch self {
    case .empty: "is empty; name a file of the repository"
    case .absolute: "is absolute; write it relative to the repository"
    case .parent: "leaves the repository with `..`; write it without"
    case .emptyComponent: "has an empty part; write it without `.`, `//` or a slash at its end"
    case .gitDirectory: "names git's own directory, which nobody may change"
    case .submodules: "names the list of submodules, which nobody may change"
    case .stream: "names an NTFS stream"
    case .trailingDotOrSpace: "has a part that ends in a dot or a space"
    case .backslash: "has a backslash; write `/` between folders"
    case .controlCharacter: "has a control character"
    case .hiddenCharacter: "has a character that cannot be seen"
    case .quoted: "is quoted; write it plainly"
    case .tooLong: "is longer than a file system takes"
    }
  }
}
