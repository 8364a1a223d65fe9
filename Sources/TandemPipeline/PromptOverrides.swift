import TandemPrompts

/// The user's own prompt folder, read once: `scope.md` there replaces the compiled `scope.md`.
package struct PromptOverrides: Sendable {
  private let texts: [String: String]

  /// Makes overrides from the folder's files by name without `.md`.
  package init(_ texts: [String: String] = [:]) { self.texts = texts }

  /// The user's text for a prompt, or nil.
  func text(_ prompt: Prompt) -> String? { texts[prompt.rawValue] }
}
