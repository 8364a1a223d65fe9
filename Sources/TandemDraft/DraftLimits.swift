/// How far one draft may go.
package struct DraftLimits: Sendable, Hashable, Codable {
  /// Model calls.
  package var turns: Int
  /// Output tokens a call.
  package var outputTokens: Int
  /// Bytes of the whole conversation.
  package var conversationBytes: Int

  /// Makes limits; the defaults suit a narrow fix.
  package init(turns: Int = 24, outputTokens: Int = 8_000, conversationBytes: Int = 400_000) {
    self.turns = turns
    self.outputTokens = outputTokens
    self.conversationBytes = conversationBytes
  }
}
