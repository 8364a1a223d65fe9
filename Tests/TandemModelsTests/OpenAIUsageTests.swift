import TandemCore
import Testing

@testable import TandemModels

@Suite("Usage on the OpenAI wire")
struct OpenAIUsageTests {
  @Test("is cut into classes that do not overlap")
  func classes() {
    // OpenAI: what the cache gave is inside the prompt's count.
    #expect(
      usage([
        "prompt_tokens": 2006, "completion_tokens": 300, "total_tokens": 2306,
        "prompt_tokens_details": ["cached_tokens": 1920],
      ])
        == TokenUsage(input: 86, cacheRead: 1920, output: 300))
    // DeepSeek's own names.
    #expect(
      usage([
        "prompt_tokens": 100, "completion_tokens": 5, "prompt_cache_hit_tokens": 64,
        "prompt_cache_miss_tokens": 36,
      ])
        == TokenUsage(input: 36, cacheRead: 64, output: 5))
    // A gateway that hands Anthropic's names on beside OpenAI's.
    #expect(
      usage([
        "prompt_tokens": 12_374, "completion_tokens": 8,
        "cache_creation_input_tokens": 12_304, "cache_read_input_tokens": 0,
      ])
        == TokenUsage(input: 70, cacheWrite: 12_304, output: 8))
    // Reasoning that is in the total only.
    #expect(
      usage(["prompt_tokens": 10, "completion_tokens": 4, "total_tokens": 50])
        == TokenUsage(input: 10, output: 40))
    #expect(usage(["prompt_tokens": 10]) == nil)
    #expect(usage(["prompt_tokens": 10, "completion_tokens": -1]) == nil)
  }

  private func usage(_ document: JSONValue) -> TokenUsage? { TokenUsage(openAI: document) }
}
