import TandemCore
import TandemPatch

/// Characters that nobody sees, and names that read like others.
enum HiddenTextCheck {
  static func findings(in added: AddedCode) -> [Finding] {
    added.lines.flatMap { line -> [Finding] in
      // Almost every line is ASCII.
      guard line.text.utf8.contains(where: { $0 >= 128 }) else { return [] }
      var findings: [Finding] = []
      let scalars = line.text.unicodeScalars
      let own =
        line.number == 1 && scalars.first?.value == 0xFEFF ? scalars.dropFirst() : scalars[...]
      if let hidden = own.first(where: HiddenCharacters.contains) {
        findings.append(
          Finding(
            .hiddenText, isBidirectional(hidden) ? .error : .warning, added.path,
            line: line.number, quote: visible(line.text),
            "the line holds U+\(hex(hidden)), which is not seen and may make it read otherwise"))
      }
      if let name = mixedName(in: line.text) {
        findings.append(
          Finding(
            .lookalikeName, .risk, added.path, line: line.number, quote: visible(line.text),
            "the name `\(name)` mixes Latin with letters that look like it"))
      }
      return findings
    }
  }

  private static func isBidirectional(_ scalar: Unicode.Scalar) -> Bool {
    [0x202A...0x202E, 0x2066...0x2069].contains { $0.contains(scalar.value) }
  }

  /// The line with every hidden character written out.
  private static func visible(_ line: String) -> String {
    line.unicodeScalars.map { HiddenCharacters.contains($0) ? "<U+\(hex($0))>" : String($0) }
      .joined()
  }

  private static func hex(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The first name that has Latin and Greek or Cyrillic letters.
  private static func mixedName(in line: String) -> String? {
    line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.first { word in
      let scalars = word.unicodeScalars
      let hasLatin = scalars.contains {
        $0.properties.isAlphabetic && $0.value < 0x250 && $0 != "µ"
      }
      return hasLatin && scalars.contains { (0x370...0x52F).contains($0.value) }
    }.map(String.init)
  }
}
