/// What is known of a provider: its wire, its address, where its key is kept, its habits.
package struct Provider: Sendable, Hashable {
  /// The name in configuration.
  package var name: String
  /// The wire it speaks.
  package var wire: Wire
  /// Its own address.
  package var baseURL: String
  /// The environment variable that holds its key, or nil where none is needed.
  package var keyVariable: String?
  /// The model for planning and review with only a key set; nil where the user must say.
  package var premiumModel: String?
  /// The model for drafts with only a key set; nil where the user must say.
  package var cheapModel: String?
  /// The field that limits a reply's tokens on the OpenAI wire.
  package var limitField: String

  /// Makes a provider.
  package init(
    name: String, wire: Wire, baseURL: String, keyVariable: String? = nil,
    premiumModel: String? = nil, cheapModel: String? = nil, limitField: String = "max_tokens"
  ) {
    self.name = name
    self.wire = wire
    self.baseURL = baseURL
    self.keyVariable = keyVariable
    self.premiumModel = premiumModel
    self.cheapModel = cheapModel
    self.limitField = limitField
  }

  /// The wires.
  package enum Wire: String, Codable, Sendable, Hashable {
    /// Anthropic's Messages.
    case anthropic
    /// OpenAI's chat completions, which nearly everybody else speaks too.
    case openai
  }

  /// The providers by name, in the order in which a key is looked for.
  package static let all = [
    Provider(
      name: "anthropic", wire: .anthropic, baseURL: "https://api.anthropic.com",
      keyVariable: "ANTHROPIC_API_KEY", premiumModel: "claude-opus-5-5",
      cheapModel: "claude-haiku-5-5"),
    Provider(
      name: "openai", wire: .openai, baseURL: "https://api.openai.com/v1",
      keyVariable: "OPENAI_API_KEY", premiumModel: "gpt-6-sol", cheapModel: "gpt-6-luna",
      limitField: "max_completion_tokens"),
    Provider(
      name: "openrouter", wire: .openai, baseURL: "https://openrouter.ai/api/v1",
      keyVariable: "OPENROUTER_API_KEY", premiumModel: "anthropic/claude-opus-5.5",
      cheapModel: "openai/gpt-6-luna"),
    Provider(
      name: "deepseek", wire: .openai, baseURL: "https://api.deepseek.com/v1",
      keyVariable: "DEEPSEEK_API_KEY"),
    Provider(
      name: "gemini", wire: .openai,
      baseURL: "https://generativelanguage.googleapis.com/v1beta/openai",
      keyVariable: "GEMINI_API_KEY"),
    Provider(name: "ollama", wire: .openai, baseURL: "http://127.0.0.1:11434/v1"),
    Provider(name: "vllm", wire: .openai, baseURL: "http://127.0.0.1:8000/v1"),
    Provider(name: "llamacpp", wire: .openai, baseURL: "http://127.0.0.1:8080/v1"),
    Provider(
      name: "litellm", wire: .openai, baseURL: "http://127.0.0.1:4000/v1",
      keyVariable: "LITELLM_API_KEY"),
  ]

  /// The provider of that name, or nil.
  package static func named(_ name: String) -> Provider? { all.first { $0.name == name } }
}
