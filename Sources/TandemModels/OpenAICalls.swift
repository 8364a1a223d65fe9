import TandemCore

/// Collects tool calls from their fragments, which servers label by index, by id, or hardly.
struct OpenAICalls {
  private struct Call {
    var index: Int64?
    var id: String
    var name = ""
    var arguments = ""
    /// What the provider wants back with the call, such as a signature of its reasoning.
    var extra: JSONValue?
  }

  private var calls: [Call] = []

  var isEmpty: Bool { calls.isEmpty }

  /// Takes one fragment.
  mutating func take(_ fragment: JSONValue) {
    let function = fragment["function"]
    let name = function?["name"]?.string ?? ""
    let place = place(
      index: fragment["index"]?.integer, id: fragment["id"]?.string ?? "", name: name)
    if calls[place].name.isEmpty { calls[place].name = name }
    if let piece = function?["arguments"]?.string {
      calls[place].arguments += piece
    } else if let whole = function?["arguments"], whole.object != nil {
      calls[place].arguments = whole.text
    }
    if let extra = fragment["extra_content"], extra != .null { calls[place].extra = extra }
  }

  /// Finds the call a fragment belongs to, or begins one: the last with its index, unless the
  /// fragment brings another id, or another name after whole arguments.
  private mutating func place(index: Int64?, id: String, name: String) -> Int {
    let last = calls.lastIndex { index == nil ? id.isEmpty || $0.id == id : $0.index == index }
    if let last {
      let isOther = !id.isEmpty && !calls[last].id.isEmpty && calls[last].id != id
      let isNext = id.isEmpty && !name.isEmpty && Self.isWhole(calls[last].arguments)
      if !isOther && !isNext {
        if calls[last].id.isEmpty { calls[last].id = id }
        return last
      }
    }
    calls.append(Call(index: index, id: id))
    return calls.count - 1
  }

  private static func isWhole(_ arguments: String) -> Bool {
    JSONValue(parsing: Array(arguments.utf8))?.object != nil
  }

  /// The calls; a missing or repeated id is replaced, since results are matched by it.
  func values() throws(WireFault) -> [ToolCall] {
    var values: [ToolCall] = []
    for (call, id) in zip(calls, ids) {
      guard !call.name.isEmpty else { throw .broken("a tool call has no name") }
      let arguments = try JSONValue.arguments(from: call.arguments, of: call.name)
      values.append(ToolCall(id: id, name: call.name, arguments: arguments))
    }
    return values
  }

  private var ids: [String] {
    var seen: Set<String> = []
    return calls.enumerated().map { number, call in
      let id = call.id.isEmpty || seen.contains(call.id) ? "call_\(number + 1)" : call.id
      seen.insert(id)
      return id
    }
  }

  /// What must go back with the calls: reasoning, and each call's own extra, by its id.
  func opaque(with reasoning: [String: JSONValue]) -> JSONValue? {
    var extras: [String: JSONValue] = [:]
    for (call, id) in zip(calls, ids) { extras[id] = call.extra }
    guard !reasoning.isEmpty || !extras.isEmpty else { return nil }
    return ["fields": .object(reasoning), "calls": .object(extras)]
  }
}
