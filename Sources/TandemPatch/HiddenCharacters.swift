/// The code points that change how text reads without being seen.
///
/// Bidirectional controls and marks (CVE-2021-42574), zero-width and other invisible formats,
/// tags. HFS drops many of them from names.
package enum HiddenCharacters {
  /// Whether `scalar` is one of them.
  package static func contains(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar.value) }
  }

  private static let ranges: [ClosedRange<UInt32>] = [
    0x00AD...0x00AD,  // soft hyphen
    0x034F...0x034F,  // combining grapheme joiner
    0x061C...0x061C,  // Arabic letter mark
    0x115F...0x1160, 0x3164...0x3164, 0xFFA0...0xFFA0,  // Hangul fillers
    0x17B4...0x17B5,  // Khmer inherent vowels
    0x180B...0x180F,  // Mongolian separators
    0x200B...0x200F,  // zero-width space and joiners, direction marks
    0x202A...0x202E,  // bidirectional embeddings and overrides
    0x2060...0x206F,  // word joiner, isolates, deprecated formats
    0xFEFF...0xFEFF,  // byte order mark inside a text
    0xFFF9...0xFFFB,  // interlinear annotation
    0xE0000...0xE0FFF,  // tags and variation selectors supplement
  ]
}
