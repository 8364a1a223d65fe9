package import TandemCore

/// A setting's value, read as its type asks.
package enum ConfigValue: Sendable, Hashable {
  /// Text, a folder, a choice.
  case text(String)
  /// Texts or globs.
  case texts([String])
  /// Environment variables.
  case variables([String: String])
  /// A time.
  case duration(Duration)
  /// Dollars.
  case money(MicroDollars)
  /// A whole number.
  case integer(Int)
  /// A share, 0 to 0.5.
  case share(Double)
  /// Yes or no.
  case flag(Bool)
}

extension ConfigValue {
  /// Reads one text as a value; a list is written one item a line, variables as `NAME=value`.
  ///
  /// - Throws: `Complaint` where it is not of the type.
  init(_ text: String, as type: ConfigType) throws(Complaint) {
    switch type {
    case .text:
      guard !text.isEmpty else { throw Complaint("is empty") }
      self = .text(text)
    case .model:
      let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts.contains("") else {
        throw Complaint("“\(text)” names no model", "write it as provider/model")
      }
      self = .text(text)
    case .texts, .globs:
      self = .texts(text.split(separator: "\n").map(String.init))
    case .folder: self = .text(try Self.folder(text))
    case .variables:
      var variables: [String: String] = [:]
      for line in text.split(separator: "\n") {
        guard let equals = line.firstIndex(of: "=") else {
          throw Complaint("“\(line)” is not NAME=value")
        }
        variables[try Self.variable(String(line[..<equals]))] = String(
          line[line.index(after: equals)...])
      }
      self = .variables(variables)
    case .duration:
      guard let duration = Self.duration(text) else {
        throw Complaint("“\(text)” is no time", "write it like 90s, 5m or 1h30m")
      }
      self = .duration(duration)
    case .money:
      guard let money = MicroDollars(dollars: text) else {
        throw Complaint("“\(text)” is no amount of dollars", "write it like $2.00 or 0.5")
      }
      self = .money(money)
    case .integer:
      guard let number = Int(text), number > 0 else {
        throw Complaint("“\(text)” is no whole number above zero")
      }
      self = .integer(number)
    case .share:
      let isPercent = text.hasSuffix("%")
      guard let number = Double(isPercent ? String(text.dropLast()) : text),
        (0...0.5).contains(isPercent ? number / 100 : number)
      else { throw Complaint("“\(text)” is no share up to a half", "write it like 0.1 or 10%") }
      self = .share(isPercent ? number / 100 : number)
    case .flag:
      guard text == "true" || text == "false" else {
        throw Complaint("“\(text)” is neither true nor false")
      }
      self = .flag(text == "true")
    case .choice(let words):
      guard words.contains(text) else {
        throw Complaint(
          "“\(text)” is not known" + NearestName.question(text, among: words),
          "it is one of " + words.joined(separator: ", "))
      }
      self = .text(text)
    }
  }

  /// What is wrong with a value, before it is known where it stands.
  struct Complaint: Error {
    var message: String
    var hint: String?
    init(_ message: String, _ hint: String? = nil) {
      self.message = message
      self.hint = hint
    }
  }

  /// Checks the name of an environment variable.
  static func variable(_ name: String) throws(Complaint) -> String {
    let isName =
      name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || isDigit($0) || isLetter($0) }
      && name.utf8.first.map(isDigit) == false
    guard isName else { throw Complaint("“\(name)” is no name of an environment variable") }
    return name
  }

  private static func folder(_ text: String) throws(Complaint) -> String {
    let parts = text.split(separator: "/")
    guard !text.hasPrefix("/"), !parts.contains("..") else {
      throw Complaint("“\(text)” does not lie inside the repository")
    }
    return parts.filter { $0 != "." }.joined(separator: "/")
  }

  /// Reads `90s`, `5m`, `1h30m`; nil where that is none.
  private static func duration(_ text: String) -> Duration? {
    var (total, number, units) = (0, "", "hms"[...])
    for character in text {
      if character.isASCII, character.isNumber {
        number.append(character)
        continue
      }
      // Each unit at most once, the larger first.
      guard let unit = units.firstIndex(of: character), let count = Int(number), count < 1_000_000
      else { return nil }
      total += count * (character == "h" ? 3600 : character == "m" ? 60 : 1)
      units = units[units.index(after: unit)...]
      number = ""
    }
    return number.isEmpty && total > 0 ? .seconds(total) : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }
}

extension ConfigValue: CustomStringConvertible {
  /// The value as one would write it in one line.
  package var description: String {
    switch self {
    case .text(let text): text
    case .texts(let texts): texts.joined(separator: ", ")
    case .variables(let variables):
      variables.sorted { $0.key < $1.key }.map { $0.key + "=" + $0.value }.joined(separator: ", ")
    case .duration(let duration): Self.written(duration)
    case .money(let money): money.description
    case .integer(let number): String(number)
    case .share(let share): String(share)
    case .flag(let flag): String(flag)
    }
  }

  private static func written(_ duration: Duration) -> String {
    let seconds = duration.components.seconds
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")]
    return parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
  }
}
