/// Which paths a change may name: those that mean the same file on every system git runs on.
///
/// What git refuses with `core.protectHFS` and `core.protectNTFS`, and a little more. Stated here
/// because libgit2 accepts some of it, and because these values do not depend on configuration.
enum PathRules {
  /// Why `path` may not be written, or nil where it may.
  static func refusal(of path: String) -> String? {
    let bytes = Array(path.utf8)
    if bytes.isEmpty { return "the path is empty" }
    if bytes.count > 4096 { return "the path is longer than 4096 bytes" }
    if bytes.first == UInt8(ascii: "/") { return "the path is absolute" }
    for component in bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      if let reason = refusal(ofComponent: component) { return reason }
    }
    return nil
  }

  /// Why one component of a path may not be written, or nil where it may.
  static func refusal(ofComponent name: some Collection<UInt8>) -> String? {
    // The ordinary case, for trees with very many entries.
    if let first = name.first, isWord(first), name.allSatisfy(isWordOrDot), name.count <= 255 {
      return nil
    }
    if name.isEmpty { return "the path has an empty component" }
    if name.count > 255 { return "the path has a component of more than 255 bytes" }
    if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) {
      return "the path has a component \"\(String(decoding: name, as: UTF8.self))\""
    }
    if name.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
      return "the path has a control character"
    }
    if name.contains(UInt8(ascii: "\\")) { return "the path has a backslash" }
    guard let reserved = reservedName(name) else { return nil }
    return "\"\(String(decoding: name, as: UTF8.self))\" means \(reserved) to git on some systems"
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func isWordOrDot(_ byte: UInt8) -> Bool {
    isWord(byte) || byte == UInt8(ascii: ".")
  }

  /// The name that git protects which `name` stands for on HFS+, NTFS or FAT.
  private static func reservedName(_ name: some Collection<UInt8>) -> String? {
    let scalars = String(decoding: name, as: UTF8.self).unicodeScalars
    // HFS+ ignores these (git's utf8.c, next_hfs_char); NTFS ends a name at a colon and drops
    // trailing spaces and dots.
    let visible = scalars.filter { scalar in
      switch scalar.value {
      case 0x200c...0x200f, 0x202a...0x202e, 0x206a...0x206f, 0xfeff: false
      default: true
      }
    }
    var folded = Array(String(String.UnicodeScalarView(visible)).lowercased().utf8)
    if let colon = folded.firstIndex(of: UInt8(ascii: ":")) {
      folded.removeSubrange(colon...)
    }
    while folded.last == UInt8(ascii: " ") || folded.last == UInt8(ascii: ".") {
      folded.removeLast()
    }
    switch String(decoding: folded, as: UTF8.self) {
    case ".git", "git~1": return ".git"
    case ".gitmodules": return ".gitmodules"
    default: break
    }
    // NTFS short names of .gitmodules (git's path.c, is_ntfs_dot_generic).
    let isShortName = folded.starts(with: "gitmod~".utf8) || folded.starts(with: "gi7eba~".utf8)
    return isShortName ? ".gitmodules" : nil
  }
}
