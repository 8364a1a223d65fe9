import TandemCore

extension ModelDrafter {
  /// What one tool call led to.
  enum ToolOutcome {
    /// Text for the model.
    case result(String, isError: Bool)
    /// The draft is over.
    case ended(Draft.Ending, note: String)
  }

  /// Performs one call; what a model gets wrong is a result, never an error of ours.
  func perform(
    _ call: ToolCall, key: String, _ edits: inout DraftEdits
  ) async throws -> ToolOutcome {
    guard let tool = DraftTool(rawValue: call.name) else {
      return .result("there is no tool `\(call.name)`", isError: true)
    }
    do throws(DraftRefusal) {
      switch tool {
      case .search:
        let snapshot = edits
        return .result(
          FileViews.search(
            try call.text("text"), in: desk.paths, filter: call.arguments["in"]?.string,
            read: snapshot.text), isError: false)
      case .read:
        return try read(call, edits)
      case .edit:
        let path = try call.text("path")
        let line = try edits.replace(
          in: path, old: call.text("old"), new: call.text("new"), nearLine: call.line("near_line"))
        return .result("edited \(path) from line \(line) on", isError: false)
      case .create:
        try edits.create(call.text("path"), text: call.text("text"))
        return .result("created", isError: false)
      case .runTests: break
      case .askScope:
        return .ended(
          .needsScope(paths: try call.texts("paths"), reason: try call.text("reason")), note: "")
      case .giveUp: return .ended(.gaveUp(reason: try call.text("reason")), note: "")
      case .finish: return .ended(.finished, note: call.arguments["summary"]?.string ?? "")
      }
    } catch {
      return .result(error.description, isError: true)
    }
    let selection = (try? call.texts("tests")) ?? []
    return .result(
      TestReply.text(
        for: try await desk.runTests(key, edits.changes, selection), named: selection),
      isError: false)
  }

  private func read(_ call: ToolCall, _ edits: DraftEdits) throws(DraftRefusal) -> ToolOutcome {
    let path = try call.text("path")
    let isVisible =
      desk.paths.binarySearchContains(path) || edits.changes.contains { $0.path == path }
    guard isVisible, let text = edits.text(path) else {
      return .result("there is no text file \(path) in the repository", isError: true)
    }
    return .result(
      FileViews.lines(of: text, path: path, first: call.line("first"), last: call.line("last")),
      isError: false)
  }
}

extension ToolCall {
  fileprivate func text(_ name: String) throws(DraftRefusal) -> String {
    guard let value = arguments[name]?.string else {
      throw DraftRefusal("`\(self.name)` needs the string `\(name)`")
    }
    return value
  }

  fileprivate func texts(_ name: String) throws(DraftRefusal) -> [String] {
    guard let items = arguments[name]?.array?.compactMap(\.string), !items.isEmpty else {
      throw DraftRefusal("`\(self.name)` needs `\(name)`, a list of strings")
    }
    return items
  }

  fileprivate func line(_ name: String) -> Int? { arguments[name]?.integer.map(Int.init) }
}

extension [String] {
  /// Whether the sorted list holds `wanted`.
  fileprivate func binarySearchContains(_ wanted: String) -> Bool {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low < endIndex && self[low] == wanted
  }
}
