import TandemCore
import TandemPatch

/// Edits that a model wrote as text: SEARCH/REPLACE blocks, or a unified diff.
enum TextEdits {
  /// The whole new texts; empty where the reply holds neither form.
  static func parse(_ reply: String, over edits: DraftEdits) throws(DraftRefusal) -> [FileChange] {
    do throws(EditError) {
      return try Edits.parse(reply, read: edits.text)
    } catch {
      if error.kind == .noEdit { return [] }
      throw DraftRefusal(error.description)
    }
  }
}

extension [ModelMessage] {
  /// The bytes of everything said so far: a bound on what the next turn sends.
  var byteCount: Int {
    reduce(0) { sum, message in
      sum
        + message.parts.reduce(0) { sum, part in
          switch part {
          case .text(let text): sum + text.utf8.count
          case .toolCall(let call): sum + 200 + call.arguments.byteCount
          case .toolResult(_, let text, _): sum + text.utf8.count
          case .opaque(let value): sum + value.byteCount
          }
        }
    }
  }
}

extension JSONValue {
  fileprivate var byteCount: Int {
    switch self {
    case .null, .bool, .integer, .number: 8
    case .string(let text): text.utf8.count
    case .array(let items): items.reduce(2) { $0 + $1.byteCount }
    case .object(let members): members.reduce(2) { $0 + $1.key.utf8.count + $1.value.byteCount }
    }
  }
}
