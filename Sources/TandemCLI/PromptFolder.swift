import FoundationEssentials
import TandemPipeline
import TandemPrompts

/// The user's own prompt folder: `scope.md` there replaces the built-in one.
enum PromptFolder {
  /// Reads the folder and tries every file once, so that a mistake is found before money is spent.
  ///
  /// - Throws: `CommandError` (usage), `PromptError`.
  static func read(_ folder: String?, _ host: Host) throws -> PromptOverrides {
    guard let folder else { return PromptOverrides() }
    var texts: [String: String] = [:]
    for prompt in Prompt.allCases {
      let path = host.absolute(folder) + "/\(prompt.rawValue).md"
      guard FileManager.default.fileExists(atPath: path) else { continue }
      let text = String(
        decoding: try InputFile.read(path, limit: 1 << 20, host: host), as: UTF8.self)
      _ = try prompt.render(
        Dictionary(uniqueKeysWithValues: prompt.variables.map { ($0, "") }), override: text)
      texts[prompt.rawValue] = text
    }
    guard !texts.isEmpty else {
      throw CommandError.usage(
        "prompts.folder \(folder) holds no prompt",
        "its files are called \(Prompt.allCases.map { $0.rawValue + ".md" }.joined(separator: ", "))"
      )
    }
    return PromptOverrides(texts)
  }
}
