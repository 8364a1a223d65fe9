/// The prompts of `prompts/*.md`, compiled in: a stable system part and a user part with strict
/// `{{variables}}`.
///
/// Holds no logic. Which text goes into a variable is the caller's business.
package enum Prompt: String, CaseIterable, Sendable {
  /// What kind of report is this?
  case triage
  /// The order of the likeliest files.
  case rerank
  /// The change contract.
  case scope
  /// A test that shows the bug.
  case reproduce
  /// The tool-calling fix.
  case draft
  /// The fix in one reply, without tools.
  case editBlocks = "edit-blocks"
  /// Is a broken test's expectation the bug?
  case expectation
  /// The verdict on a diff.
  case review
  /// One more try at a structured answer.
  case reask

  /// The variables the file must use, each at least once.
  package var variables: Set<String> {
    switch self {
    case .triage: ["report"]
    case .rerank: ["report", "files"]
    case .scope: ["report", "triage", "hint", "baseline", "tests", "evidence"]
    case .reproduce: ["turns", "contract", "hint", "report", "evidence"]
    case .draft: ["turns", "contract", "hint", "report", "baseline", "evidence", "packet"]
    case .editBlocks: ["contract", "hint", "report", "baseline", "evidence", "packet"]
    case .expectation: ["report", "contract", "broken", "diff"]
    case .review: ["report", "contract", "verification", "findings", "diff", "context"]
    case .reask: ["error"]
    }
  }

  /// The file's text, as compiled in.
  package var source: String {
    let bytes =
      switch self {
      case .triage: PackageResources.triage_md
      case .rerank: PackageResources.rerank_md
      case .scope: PackageResources.scope_md
      case .reproduce: PackageResources.reproduce_md
      case .draft: PackageResources.draft_md
      case .editBlocks: PackageResources.edit_blocks_md
      case .expectation: PackageResources.expectation_md
      case .review: PackageResources.review_md
      case .reask: PackageResources.reask_md
      }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Fills the prompt in.
  ///
  /// - Parameters:
  ///   - values: exactly the prompt's variables.
  ///   - override: the text of a file in the user's own prompt folder, instead of the compiled one.
  /// - Throws: `PromptError` where a variable is missing, unknown or unused, or the text lacks its
  ///   `=====` line.
  package func render(
    _ values: [String: String], override: String? = nil
  ) throws(PromptError) -> RenderedPrompt {
    let text = override ?? source
    guard let cut = text.utf8.firstRange(of: "\n=====\n".utf8) else {
      throw PromptError(
        prompt: rawValue, message: "has no line of five `=` between system and user")
    }
    guard Set(values.keys) == variables else {
      throw PromptError(
        prompt: rawValue,
        message: "takes \(variables.sorted()), was given \(values.keys.sorted())")
    }
    var used: Set<String> = []
    let system = try fill(text[..<cut.lowerBound], values, &used)
    let user = try fill(text[cut.upperBound...], values, &used)
    if let unused = variables.subtracting(used).min() {
      throw PromptError(prompt: rawValue, message: "does not use {{\(unused)}}")
    }
    return RenderedPrompt(system: system, user: user)
  }

  /// Replaces each `{{name}}` once; values are not scanned again.
  private func fill(
    _ template: Substring, _ values: [String: String], _ used: inout Set<String>
  ) throws(PromptError) -> String {
    var filled = ""
    var rest = template.utf8[...]
    while let open = rest.firstRange(of: "{{".utf8) {
      filled += String(Substring(rest[..<open.lowerBound]))
      guard let close = rest[open.upperBound...].firstRange(of: "}}".utf8) else {
        throw PromptError(prompt: rawValue, message: "has a `{{` without `}}`")
      }
      let name = String(Substring(rest[open.upperBound..<close.lowerBound]))
      guard let value = values[name] else {
        throw PromptError(prompt: rawValue, message: "uses the unknown variable {{\(name)}}")
      }
      used.insert(name)
      filled += value
      rest = rest[close.upperBound...]
    }
    return filled + String(Substring(rest))
  }
}

/// A prompt filled in.
package struct RenderedPrompt: Sendable, Hashable {
  /// The instructions, the same over all calls of a step where no variable stands in them.
  package let system: String
  /// The first user message.
  package let user: String
}

/// A prompt file and its variables do not fit together.
package struct PromptError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file's name without `.md`.
  package let prompt: String
  /// What does not fit.
  package let message: String

  /// One line for people.
  package var description: String { "prompt \(prompt).md \(message)" }
}
