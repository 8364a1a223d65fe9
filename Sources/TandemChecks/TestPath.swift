import TandemCore

/// The path that an id of the form `path::suite::name` begins with.
enum TestPath {
  /// The text before the first `::`, or all of it.
  static func before(_ test: TestID) -> String {
    let bytes = test.name.utf8
    let colons = bytes.indices.first { bytes[$0...].starts(with: "::".utf8) }
    return colons.map { String(test.name[..<$0]) } ?? test.name
  }
}
