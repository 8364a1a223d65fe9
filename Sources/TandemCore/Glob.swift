/// A pattern of paths, as `.gitignore` and CI files write them.
///
/// `*` and `?` stay inside a folder, `**` crosses folders. A pattern without a slash means a name
/// at any depth; one that ends in a slash, or names a folder, means everything below it.
package struct Glob: Codable, Sendable, Hashable {
  /// The pattern as it was written.
  package var pattern: String

  /// Makes a pattern; any text is one.
  package init(_ pattern: String) { self.pattern = pattern }

  /// Whether the pattern means `path` (relative, `/`-separated).
  package func matches(_ path: String) -> Bool {
    var parts = pattern.split(separator: "/").map { Array($0.utf8) }
    guard !parts.isEmpty else { return false }
    if parts.count == 1, !pattern.hasPrefix("/") { parts.insert(Self.anyFolders, at: 0) }
    let names = path.split(separator: "/").map { Array($0.utf8) }
    return Self.matches(parts[...], names[...])
  }

  private static let anyFolders = Array("**".utf8)

  /// Folder by folder.
  ///
  /// A pattern that is used up means all that is below.
  private static func matches(
    _ parts: ArraySlice<[UInt8]>, _ names: ArraySlice<[UInt8]>
  ) -> Bool {
    guard let part = parts.first else { return true }
    if part == anyFolders {
      if parts.count == 1 { return !names.isEmpty }
      return (names.startIndex..<names.endIndex).contains {
        matches(parts.dropFirst(), names[$0...])
      }
    }
    guard let name = names.first, matches(name: name[...], part[...]) else { return false }
    return matches(parts.dropFirst(), names.dropFirst())
  }

  /// Byte by byte inside one name; the last `*` seen is where to go back to.
  private static func matches(name: ArraySlice<UInt8>, _ part: ArraySlice<UInt8>) -> Bool {
    var (name, part) = (name, part)
    var back: (name: ArraySlice<UInt8>, part: ArraySlice<UInt8>)?
    while true {
      if part.first == UInt8(ascii: "*") {
        part = part.dropFirst()
        back = (name, part)
      } else if let byte = name.first, let sign = part.first,
        sign == byte || sign == UInt8(ascii: "?")
      {
        (name, part) = (name.dropFirst(), part.dropFirst())
      } else if name.isEmpty, part.isEmpty {
        return true
      } else if let (at, rest) = back, !at.isEmpty {
        back = (at.dropFirst(), rest)
        (name, part) = (at.dropFirst(), rest)
      } else {
        return false
      }
    }
  }
}
