import TandemCore

/// Notices a model that calls the same tool with the same arguments and gets the same answer.
struct RepeatDetector {
  private static let window = 10
  private static let most = 3
  private var recent: [Int] = []

  /// Whether this call with this result has been seen `most` times among the last `window`.
  mutating func isStuck(_ call: ToolCall, _ result: String) -> Bool {
    var hasher = Hasher()
    hasher.combine(call.name)
    hasher.combine(call.arguments)
    hasher.combine(result)
    let hash = hasher.finalize()
    recent.append(hash)
    if recent.count > Self.window { recent.removeFirst() }
    return recent.count { $0 == hash } >= Self.most
  }
}
