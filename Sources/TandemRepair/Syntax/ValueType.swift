/// What is known of a value from its declared type: enough to tell which questions make sense.
enum ValueType: Sendable, Hashable {
  /// True or false.
  case truth
  /// A number.
  case number
  /// A text.
  case text
  /// A pointer to the characters of a text: `char *`.
  case characters
  /// Something else that has a type.
  case other
  /// Nothing is known.
  case unknown

  /// Reads a type as it is written.
  init(_ written: String) {
    let words = written.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    let isMany =
      written.contains("[") || written.contains("<") || written.contains("*")
      || written.contains("?")
    if written.isEmpty || words.allSatisfy({ Self.vague.contains(String($0)) }) {
      self = .unknown
    } else if words.last == "char", written.hasSuffix("*"), !written.dropLast().contains("*") {
      self = .characters
    } else if words.contains(where: { Self.texts.contains(String($0)) }) {
      self = isMany && !written.contains("char") ? .other : .text
    } else if isMany {
      self = .other
    } else if words.contains(where: { Self.truths.contains(String($0)) }) {
      self = .truth
    } else if words.contains(where: { Self.numbers.contains(String($0)) }) {
      self = .number
    } else {
      self = .other
    }
  }

  /// Whether it is a number as far as is known.
  var mayBeNumber: Bool { self == .number || self == .unknown }

  private static let vague: Set<String> = [
    "var", "auto", "const", "let", "final", "static", "any", "unknown", "val", "mut", "def",
  ]
  private static let truths: Set<String> = ["bool", "boolean", "Bool", "Boolean", "_Bool"]
  private static let texts: Set<String> = [
    "String", "str", "string", "Substring", "StringBuilder", "CharSequence",
  ]
  private static let numbers: Set<String> = [
    "int", "long", "short", "char", "byte", "float", "double", "unsigned", "size_t", "ssize_t",
    "Int", "Double", "Float", "UInt", "UInt8", "Int64", "Integer", "Long", "number", "i8", "i16",
    "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize", "f32", "f64", "int64", "int32",
    "uint", "uint8", "uint32", "uint64", "float64", "rune", "int64_t", "int32_t", "uint8_t",
    "uint16_t", "uint32_t", "uint64_t", "bigint",
  ]
}
