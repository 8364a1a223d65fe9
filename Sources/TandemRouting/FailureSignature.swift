package import TandemCore

/// A normalised hash of what is red and why: the same one twice means that retrying changes nothing.
///
/// What differs between two runs of the same failure (numbers, addresses, folders, times, ids) is
/// taken out before hashing.
package enum FailureSignature {
  /// Returns the hash over `red` and `missing` tests and how the run ended, 16 hex digits;
  /// empty when the run completed and nothing is red or missing.
  package static func of(
    red: [TestResult], missing: [TestID], ending: TestRun.Ending
  ) -> String {
    var facts = red.map { result in
      let failure = result.failure
      return "\(result.id) \(failure?.errorClass ?? "") \(normalised(failure?.message ?? ""))"
    }
    facts += missing.map { "\($0) missing" }
    switch ending {
    case .completed: break
    case .timedOut: facts.append("timed out")
    case .broken(let reason): facts.append("broken " + normalised(reason))
    }
    return facts.isEmpty ? "" : StableHash.of(facts.sorted().joined(separator: "\n"))
  }

  /// Returns the signature of a failure that is only a text, such as a drafter's reason to give up.
  package static func of(text: String) -> String { StableHash.of(normalised(text)) }

  /// Returns `message` without what changes from run to run: every number, address and id is `#`,
  /// every absolute path is its last component, every run of white space is one space.
  package static func normalised(_ message: String) -> String {
    var out: [UInt8] = []
    for word in message.utf8.split(whereSeparator: isSpace) {
      if !out.isEmpty { out.append(space) }
      for token in tokens(of: Array(word)) { out += plain(token) }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Splits a word into runs of letters, digits and path bytes, and single other bytes.
  private static func tokens(of word: [UInt8]) -> [ArraySlice<UInt8>] {
    word.indices.reduce(into: []) { tokens, index in
      if isNamePart(word[index]), let last = tokens.last, isNamePart(last[last.startIndex]) {
        tokens[tokens.count - 1] = word[last.startIndex...index]
      } else {
        tokens.append(word[index...index])
      }
    }
  }

  private static func plain(_ token: ArraySlice<UInt8>) -> [UInt8] {
    let name =
      token.first == slash
      ? token[(token.lastIndex(of: slash) ?? token.startIndex)...].dropFirst() : token
    if isIdentity(name) { return [hash] }
    return name.reduce(into: []) { out, byte in
      guard isDigit(byte) else { return out.append(byte) }
      if out.last != hash { out.append(hash) }
    }
  }

  /// An address, a commit, a UUID: hex digits and dashes, at least one a digit, seven or longer.
  private static func isIdentity(_ name: ArraySlice<UInt8>) -> Bool {
    if name.starts(with: [UInt8(ascii: "0"), UInt8(ascii: "x")]) { return true }
    return name.count >= 7 && name.contains(where: isDigit)
      && name.allSatisfy { isHexDigit($0) || $0 == UInt8(ascii: "-") }
  }

  private static let space = UInt8(ascii: " ")
  private static let slash = UInt8(ascii: "/")
  private static let hash = UInt8(ascii: "#")

  private static func isSpace(_ byte: UInt8) -> Bool { byte == space || (9...13).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
  private static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (97...102).contains(byte) || (65...70).contains(byte)
  }
  private static func isNamePart(_ byte: UInt8) -> Bool {
    isDigit(byte) || (97...122).contains(byte) || (65...90).contains(byte) || byte >= 128
      || [slash, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains(byte)
  }
}
