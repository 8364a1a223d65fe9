import FoundationEssentials
import TandemCore
import TandemTestKit
import Testing

@Suite("Reading JSON")
struct JSONParsingTests {
  private func read(_ text: String) -> JSONValue? { JSONValue(parsing: Array(text.utf8)) }

  @Test("gives what it says")
  func values() {
    #expect(
      read(#" { "a" : [ 1 , -2.5e3, true, false, null, "x", {}, [] ], "b" : { "c" : "" } } "#)
        == [
          "a": [1, .number(-2500), true, false, .null, "x", [:], []], "b": ["c": ""],
        ])
    #expect(read("0") == 0)
    #expect(read("-0") == 0)
    #expect(read("9223372036854775807") == .integer(.max))
    #expect(read("9223372036854775808") == .number(9_223_372_036_854_775_808))
    #expect(read(#"{"a":1,"a":2}"#) == ["a": 2])
  }

  @Test("reads every escape, and repairs half a pair")
  func strings() {
    #expect(read(#""\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\udc0e""#) == "\"\\/\u{8}\u{C}\n\r\tAé🐎")
    #expect(read(#""\ud83d!""#) == "\u{FFFD}!")
    #expect(read(#""\ud83d\n""#) == "\u{FFFD}\n")
    #expect(read(#""\ud83d\u0041""#) == "\u{FFFD}A")
    #expect(read(#""\udc0e""#) == "\u{FFFD}")
    #expect(read("\"Grüße 🐎 \u{2028}\u{7F}\"") == "Grüße 🐎 \u{2028}\u{7F}")
    #expect(JSONValue(parsing: [34, 0xFF, 34]) == "\u{FFFD}")
  }

  @Test(
    "refuses what is none",
    arguments: [
      "", " ", "{", "}", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
      "{'a':1}", "nul", "nulll", "True", "01", "-", "+1", ".5", "1.", "1e", "1e+", "0x10", "NaN",
      "Infinity", "1e999", "\"", "\"a", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\n\"",
      "\"\u{0}\"", "1 2", "[1]]", "// a\n1", "\u{FEFF}1",
    ])
  func refused(text: String) {
    #expect(read(text) == nil)
  }

  @Test("ends at a depth, not in a crash")
  func depth() {
    #expect(read(String(repeating: "[", count: 199) + String(repeating: "]", count: 199)) != nil)
    #expect(read(String(repeating: "[", count: 200_000)) == nil)
    #expect(read(String(repeating: "{\"a\":", count: 200_000)) == nil)
  }

  @Test("agrees with Foundation over random documents", arguments: 0..<40)
  func agreement(seed: UInt64) throws {
    var random = RandomStream(seed)
    let value = Self.value(depth: 0, &random)
    let data = try JSONEncoder().encode(value)
    #expect(JSONValue(parsing: Array(data)) == value)
    // Any prefix is refused, unless it is a number cut to a shorter one.
    for count in 0..<data.count {
      let cut = JSONValue(parsing: Array(data.prefix(count)))
      if case .number = value { continue }
      if case .integer = value { continue }
      #expect(cut == nil)
    }
  }

  private static func value(depth: Int, _ random: inout RandomStream) -> JSONValue {
    switch Int.random(in: 0..<(depth > 4 ? 5 : 7), using: &random) {
    case 0: .null
    case 1: .bool(.random(using: &random))
    case 2: .integer(.random(in: .min ... .max, using: &random))
    case 3: .number(.random(in: 0..<1, using: &random) + 0.001)
    case 4: .string(text(&random))
    case 5: .array((0..<3).map { _ in value(depth: depth + 1, &random) })
    default:
      .object(
        Dictionary(
          (0..<3).map { _ in (text(&random), value(depth: depth + 1, &random)) },
          uniquingKeysWith: { $1 }))
    }
  }

  private static func text(_ random: inout RandomStream) -> String {
    let scalars: [Unicode.Scalar] = ["a", "\"", "\\", "/", "\n", "\u{0}", "\u{1F}", "é", "🐎", " "]
    return String(
      String.UnicodeScalarView(
        (0..<Int.random(in: 0..<8, using: &random)).map { _ in
          scalars[Int.random(in: 0..<scalars.count, using: &random)]
        }))
  }
}
