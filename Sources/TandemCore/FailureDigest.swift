/// Red tests as bounded text for packets, prompts and tool results.
package enum FailureDigest {
  /// One paragraph a red test: id, class, message, the end of its trace.
  ///
  /// - Parameters:
  ///   - results: any results; only red ones are shown.
  ///   - limit: the most bytes of the whole; what does not fit is counted in a last line.
  package static func text(for results: [TestResult], limit: Int = 6_000) -> String {
    let red = results.filter(\.status.isRed)
    guard !red.isEmpty else { return "no failing tests" }
    let share = max(400, limit / min(red.count, 6))
    var text = ""
    for (index, result) in red.enumerated() {
      var entry = "FAIL \(result.id)"
      if let failure = result.failure {
        entry += "\n  \(failure.errorClass): \(head(failure.message, 500))"
        if !failure.trace.isEmpty { entry += "\n" + tail(failure.trace, share) }
      }
      guard text.utf8.count + entry.utf8.count <= limit || index == 0 else {
        return text + "\n… and \(red.count - index) more failing tests"
      }
      text += (text.isEmpty ? "" : "\n\n") + entry
    }
    return text
  }

  /// The first `bytes` bytes of `text`, cut at a scalar, with a mark where something is missing.
  package static func head(_ text: String, _ bytes: Int) -> String {
    guard text.utf8.count > bytes else { return text }
    return String(decoding: text.utf8.prefix(bytes), as: UTF8.self).trimmedReplacement + " …"
  }

  /// The last `bytes` bytes of `text`, cut at a scalar, with a mark where something is missing.
  package static func tail(_ text: String, _ bytes: Int) -> String {
    guard text.utf8.count > bytes else { return text }
    return "… " + String(decoding: text.utf8.suffix(bytes), as: UTF8.self).trimmedReplacement
  }
}

extension String {
  /// Without the replacement characters that a cut inside a scalar leaves at either end.
  fileprivate var trimmedReplacement: String {
    var scalars = unicodeScalars[...]
    while scalars.first == "\u{FFFD}" { scalars.removeFirst() }
    while scalars.last == "\u{FFFD}" { scalars.removeLast() }
    return String(scalars)
  }
}
