import FoundationEssentials
import TandemCore
import Testing

@Suite("Redaction")
struct RedactionTests {
  private static let key = "sk-Canary/01+23?456é"
  private let redaction = Redaction([Secret(key), Secret("short")])

  /// The key in forms that a log or an echo may bring.
  static let forms: [String] = {
    let bytes = Data(key.utf8)
    let base64 = ["", "u", "us", "user:"].map { Data(($0 + key).utf8).base64EncodedString() }
    let hex = bytes.map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
    let url = base64.map { $0.replacing("+", with: "-").replacing("/", with: "_") }
    let percent = "sk-Canary%2F01%2B23%3F456%C3%A9"
    return [key, hex, hex.uppercased(), percent] + base64 + url
  }()

  @Test("takes a key out in every usual form", arguments: forms)
  func redacts(form: String) {
    let clean = redaction.redact("before \(form) after")
    #expect(clean.hasPrefix("before "))
    #expect(clean.hasSuffix(" after"))
    #expect(clean.contains("[redacted]"))
    // What base64 cannot tell apart at the key's ends may stay: at most two characters a side.
    #expect(clean.count <= "before [redacted] after".count + 12)
    #expect(!clean.contains("Canary"))
  }

  @Test("leaves everything else as it is, also short secrets and invalid UTF-8's replacement")
  func rest() {
    let text = "a short text, sk-Canary/01 cut, \u{FFFD} and 🐎\r\n"
    #expect(redaction.redact(text) == text)
    #expect(Redaction([]).redact(Self.key) == Self.key)
  }

  @Test("a secret shows itself in no description")
  func secret() {
    let secret = Secret(Self.key)
    var text = "\(secret) \(secret.debugDescription) \(String(reflecting: [secret]))"
    dump(secret, to: &text)
    #expect(!text.contains("Canary"))
  }
}
