import CGit2

/// Object ids cross this room's wall as 40 lower-case hexadecimal digits.
extension git_oid {
  /// Reads an id.
  ///
  /// - Throws: `GitError` where it is not 40 hexadecimal digits.
  init(hex: String) throws(GitError) {
    self.init()
    guard hex.utf8.count == GIT_OID_HEXSZ, git_oid_fromstr(&self, hex) == 0 else {
      throw GitError("read an object id", .unknownRevision, "\"\(hex)\" is not an object id")
    }
  }

  /// The id as 40 hexadecimal digits.
  var hex: String {
    withUnsafeBytes(of: self) { bytes in
      String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
        for (index, byte) in bytes.enumerated() {
          text[2 * index] = Self.digit(byte >> 4)
          text[2 * index + 1] = Self.digit(byte & 15)
        }
        return 2 * bytes.count
      }
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  /// Whether two ids are the same. (A conformance to `Equatable` would have to be public.)
  static func == (a: git_oid, b: git_oid) -> Bool {
    withUnsafePointer(to: a) { a in withUnsafePointer(to: b) { git_oid_equal(a, $0) == 1 } }
  }

  /// Whether two ids differ.
  static func != (a: git_oid, b: git_oid) -> Bool { !(a == b) }
}
