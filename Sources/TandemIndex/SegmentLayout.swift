import TandemCode

/// How a segment lies in memory and on disk.
///
/// A header of 16 words of 64 bits, then the sections in the order of `Section`, each beginning at
/// a multiple of 8 bytes. Numbers are the machine's own: little-endian wherever Tandem runs; a
/// segment never leaves its machine except as a cache, and one that does not fit is made again.
enum SegmentLayout {
  /// "TANDEMIX".
  static let magic: UInt64 = 0x5849_4d45_444e_4154
  /// Changes whenever the layout or what is read of a text does.
  static let version: UInt64 = 4
  static let headerBytes = 128
  /// For no text.
  static let none: UInt32 = 0x7fff_ffff

  /// The sections, in their order.
  enum Section: Int, CaseIterable {
    case texts, slots, terms, ranges, pieces, definitions, files, strings, postings

    /// The first that is checked only when something of it is read.
    static let firstLazy = Section.strings
  }

  /// Positions in the header, in words.
  enum Field: Int {
    case magic, version, length, checksum, texts, slots, terms, pieces, definitions, strings
    case postings, stringsChecksum, files
  }

  /// One text: a file, or a commit's message.
  struct Text {
    var key: SegmentKey
    /// Facts in bits, the caller's.
    var flags: UInt8 = 0
    /// How many of its pieces are within others.
    var nested: UInt32 = 0
    var firstPiece: UInt32
    var firstDefinition: UInt32
    /// All its words.
    var words: UInt32 = 0
    /// Where in the strings what the caller keeps with it begins.
    var payload: UInt32 = none
  }

  /// One run of lines of a text.
  struct Piece {
    var text: UInt32
    var firstLine: UInt32
    var lastLine: UInt32
    /// Where its name is in the strings.
    var name: UInt32
    /// How many words it has, and two facts in the highest bits.
    private var wordsAndFacts: UInt32

    init(
      text: UInt32, lines: ClosedRange<Int>, name: UInt32, words: Int, isDefinition: Bool,
      isNested: Bool
    ) {
      self.text = text
      firstLine = UInt32(lines.lowerBound)
      lastLine = UInt32(lines.upperBound)
      self.name = name
      wordsAndFacts = UInt32(words) | (isDefinition ? 1 << 31 : 0) | (isNested ? 1 << 30 : 0)
    }

    var words: Int { Int(wordsAndFacts & 0x3fff_ffff) }
    var isDefinition: Bool { wordsAndFacts >> 31 == 1 }
    var isNested: Bool { wordsAndFacts >> 30 & 1 == 1 }
  }

  /// One definition of a text.
  struct Named {
    var text: UInt32
    var name: UInt32
    var firstLine: UInt32
    var lastLine: UInt32
  }

  /// One file of a tree.
  struct File {
    var key: SegmentKey
    /// Where its path is in the strings.
    var path: UInt32
    /// How many words its path has.
    var words: UInt16
    /// Its role by its position, and whether its name is that of data.
    private var facts: UInt16

    init(key: SegmentKey, path: UInt32, words: UInt16, role: PathRole, isData: Bool) {
      (self.key, self.path, self.words) = (key, path, words)
      facts = UInt16(PathRole.allCases.firstIndex(of: role) ?? 0) << 1 | (isData ? 1 : 0)
    }

    var isData: Bool { facts & 1 == 1 }
    var role: PathRole { Self.roles[min(Int(facts >> 1), Self.roles.count - 1)] }

    private static let roles = PathRole.allCases
  }

  /// Where a term's postings begin, and their checksum; they end where the next term's begin.
  struct Range {
    var start: UInt32
    var checksum: UInt32
  }

  /// Writes the checksum of what lies between the header and the lazy sections into the header.
  static func seal(_ segment: UnsafeMutableRawBufferPointer, tables: Swift.Range<Int>) {
    segment.storeBytes(
      of: Checksum.of(UnsafeRawBufferPointer(rebasing: segment[tables])),
      toByteOffset: Field.checksum.rawValue * 8, as: UInt64.self)
  }

  /// The bytes of a section, rounded up to where the next one begins.
  static func padded(_ bytes: Int) -> Int { (bytes + 7) & ~7 }
}

/// A checksum against damage, not against anybody: four lanes of multiply and rotate.
enum Checksum {
  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var lanes: SIMD4<UInt64> = [1, 2, 3, 4]
    let prime = SIMD4<UInt64>(repeating: 0x9e37_79b9_7f4a_7c15)
    var offset = 0
    while offset + 32 <= bytes.count {
      let block = bytes.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self)
      lanes = (lanes ^ block) &* prime
      lanes ^= lanes &>> 29
      offset += 32
    }
    var sum = UInt64(bytes.count)
    for lane in 0..<4 { sum = (sum ^ lanes[lane]) &* 0x9e37_79b9_7f4a_7c15 ^ sum >> 31 }
    while offset < bytes.count {
      sum = (sum ^ UInt64(bytes[offset])) &* 0x0000_0100_0000_01b3
      offset += 1
    }
    return sum
  }
}
