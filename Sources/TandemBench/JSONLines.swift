import FoundationEssentials

/// Files of one JSON object a line.
enum JSONLines {
  /// Reads every line.
  static func read<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> [Value] {
    try Data(contentsOf: URL(filePath: path)).split(separator: 10).map {
      try JSONDecoder().decode(type, from: Data($0))
    }
  }

  /// Adds a line.
  static func append(_ value: some Encodable, _ path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let earlier = (try? Data(contentsOf: URL(filePath: path))) ?? Data()
    try (earlier + encoder.encode(value) + [10]).write(to: URL(filePath: path), options: .atomic)
  }
}
