import TandemModels
import Testing

@Suite("The model that answered")
struct ServedModelTests {
  @Test(
    "is the one asked for by its name, its date, its provider's prefix or the user's word",
    arguments: [
      ("gpt-6-sol", "gpt-6-sol", true), ("gpt-6-sol", "gpt-6-sol-2026-09-22", true),
      ("claude-opus-5-5", "claude-opus-5-5-20260922", true),
      ("claude-opus-5-5", "anthropic/claude-opus-5-5", true),
      ("anthropic/claude-opus-5.5", "claude-opus-5.5-20260922", true),
      ("models/gemini-3.8-flash", "gemini-3.8-flash", true), ("local", "/models/local.gguf", true),
      ("gpt-6-sol", "gpt-6-luna", false), ("gpt-6", "gpt-6-luna", false),
      ("gpt-6-sol-2026-09-22", "gpt-6-sol", false), ("gpt-6-sol", "gpt-6-sol-20269922", false),
      ("gpt-6-sol", "gpt-6-sol-2026-0922", false), ("gpt-6-sol", "gpt-6-sol-12345678", false),
      ("gpt-6-sol", "gpt-6-sol-20260922-fast", false), ("gpt-6-sol", "gpt-6-so", false),
      ("openai/gpt-6-sol", "azure/gpt-6-sol", false), ("gpt-6-sol", "", false),
      ("gpt-6-sol", "GPT-6-Sol", false), ("gpt-6-sol", "gpt-6-sol-2026é9-22", false),
    ])
  func matches(requested: String, served: String, expected: Bool) {
    #expect(
      ServedModel.matches(
        requested: requested, served: served, aliases: ["/models/local.gguf"]) == expected)
  }
}
