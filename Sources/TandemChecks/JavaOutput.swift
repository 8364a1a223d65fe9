/// What Java's tools say where no test came to run.
enum JavaOutput {
  /// The compiler's first error, in one line.
  static func diagnosis(_ output: String) -> String? {
    let lines = Bounds.head(output, 60_000).split(separator: "\n")
    let error = lines.first { $0.contains(": error: ") || $0.hasPrefix("[ERROR]") }
    return error.map { Bounds.head(String($0), 300) }
  }
}
