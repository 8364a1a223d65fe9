/// A pattern over paths: `*` and `?` stay within a folder, `**` crosses folders, `{a,b}` is either.
///
/// A pattern without `/` is asked of the file's name alone; one that ends in `/`, or names a folder
/// whole, holds for everything in it.
package struct PathGlob: Sendable, Hashable {
  /// The pattern as written.
  package let pattern: String
  /// The patterns without braces that it stands for.
  private let plain: [[UInt8]]

  /// Takes a pattern.
  package init(_ pattern: String) {
    self.pattern = pattern
    plain = Self.expand(Array(pattern.utf8)).map { bytes in
      var bytes = bytes
      if bytes.starts(with: "./".utf8) { bytes.removeFirst(2) }
      return bytes.last == Self.slash ? bytes + [Self.star, Self.star] : bytes
    }
  }

  /// Tells whether the pattern holds for a path (relative, `/`-separated).
  package func matches(_ path: String) -> Bool {
    let path = Array(path.utf8)
    let name = path.lastIndex(of: Self.slash).map { Array(path[($0 + 1)...]) } ?? path
    return plain.contains { pattern in
      pattern.contains(Self.slash)
        ? Self.matches(pattern[...], path[...]) || Self.matches(pattern[...], within: path)
        : Self.matches(pattern[...], name[...])
    }
  }

  /// Whether a folder that holds `path` fits.
  private static func matches(_ pattern: ArraySlice<UInt8>, within path: [UInt8]) -> Bool {
    path.indices.contains { path[$0] == slash && matches(pattern, path[..<$0]) }
  }

  private static let slash = UInt8(ascii: "/")
  private static let star = UInt8(ascii: "*")

  /// Matches with one point to come back to for `*` and one for `**`, so in linear passes.
  private static func matches(_ pattern: ArraySlice<UInt8>, _ path: ArraySlice<UInt8>) -> Bool {
    var p = pattern.startIndex
    var s = path.startIndex
    var single: (pattern: Int, path: Int)?
    var double: (pattern: Int, path: Int)?
    while s < path.endIndex || p < pattern.endIndex {
      if p < pattern.endIndex {
        if pattern[p] == star, p + 1 < pattern.endIndex, pattern[p + 1] == star {
          p += 2
          if p < pattern.endIndex, pattern[p] == slash { p += 1 }
          double = (p, s)
          single = nil
          continue
        }
        if pattern[p] == star {
          p += 1
          single = (p, s)
          continue
        }
        if s < path.endIndex,
          pattern[p] == path[s] || (pattern[p] == UInt8(ascii: "?") && path[s] != slash)
        {
          p += 1
          s += 1
          continue
        }
      }
      if let point = single, point.path < path.endIndex, path[point.path] != slash {
        single = (point.pattern, point.path + 1)
        (p, s) = (point.pattern, point.path + 1)
      } else if let point = double, point.path < path.endIndex {
        double = (point.pattern, point.path + 1)
        single = nil
        (p, s) = (point.pattern, point.path + 1)
      } else {
        return false
      }
    }
    return true
  }

  /// Writes out every `{a,b}`, at most 64 patterns in all.
  private static func expand(_ pattern: [UInt8]) -> [[UInt8]] {
    var open = [pattern]
    var done: [[UInt8]] = []
    while let next = open.popLast() {
      guard open.count + done.count < 64, let start = next.firstIndex(of: UInt8(ascii: "{")),
        let end = next[start...].firstIndex(of: UInt8(ascii: "}"))
      else {
        done.append(next)
        continue
      }
      let choices = next[(start + 1)..<end].split(
        separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      for choice in choices {
        var written = Array(next[..<start])
        written += choice
        written += next[(end + 1)...]
        open.append(written)
      }
    }
    return done
  }
}
