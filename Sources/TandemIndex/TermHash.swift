import TandemCore

/// What a segment looks terms up by: the same word is another term in a text, in the name of a
/// definition and in a path.
package enum TermHash {
  /// A definition's name: names are told apart by case, words are not.
  package static func definition(_ name: some Sequence<UInt8>) -> UInt64 {
    StableHash.number(name) &* 0x9e37_79b9_7f4a_7c15
  }

  /// A word in the name of a piece.
  package static func nameWord(_ word: UInt64) -> UInt64 { word &* 0xbf58_476d_1ce4_e5b9 }

  /// A ticket's number in a commit's message; no word begins with `#`.
  package static func ticket(_ number: String) -> UInt64 { StableHash.number("#\(number)".utf8) }

  /// A file's own name, the last part of its path.
  package static func fileName(_ name: some Sequence<UInt8>) -> UInt64 {
    StableHash.number(name) &* 0x94d0_49bb_1331_11eb
  }

  /// A part of a folder's path in lower case, the first left out: it holds all of a project, or half
  /// of it.
  package static func folder(_ name: String) -> UInt64 {
    StableHash.number(name.utf8) &* 0xd6e8_feb8_6659_fd93
  }

  /// The stem of a word of a path; a file whose own name holds it counts it twice or more.
  package static func pathWord(_ stem: UInt64) -> UInt64 { stem &* 0xa076_1d64_78bd_642f }
}
