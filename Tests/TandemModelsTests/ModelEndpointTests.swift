import TandemCore
import TandemHTTP
import TandemTestKit
import Testing

@testable import TandemModels

@Suite("Endpoints")
struct ModelEndpointTests {
  private static let anthropic = Provider.all[0]
  private static let openai = Provider.all[1]

  @Test(
    "add the wire's path to whatever part of an address was given",
    arguments: [
      (anthropic, "https://api.anthropic.com", "https://api.anthropic.com/v1/messages"),
      (anthropic, "https://example.org/v1/", "https://example.org/v1/messages"),
      (anthropic, "https://example.org/claude", "https://example.org/claude/v1/messages"),
      (anthropic, "https://example.org/v1/messages", "https://example.org/v1/messages"),
      (openai, "https://api.openai.com/v1", "https://api.openai.com/v1/chat/completions"),
      (openai, "http://localhost:11434", "http://localhost:11434/v1/chat/completions"),
      (
        openai, "https://example.org/v1beta/openai/",
        "https://example.org/v1beta/openai/chat/completions"
      ),
      (
        openai, "https://example.org/d?api-version=1",
        "https://example.org/d/chat/completions?api-version=1"
      ),
    ])
  func addresses(provider: Provider, base: String, expected: String) {
    let endpoint = ModelEndpoint(provider: provider, baseURL: base)
    #expect(endpoint.request(body: [], headers: []).url == expected)
  }

  @Test("speak to this machine without the proxy, and know that it costs nothing")
  func local() {
    var endpoint = ModelEndpoint(
      provider: Self.openai, baseURL: "http://127.0.0.1:8000/v1", proxy: "http://proxy:3128")
    #expect(endpoint.isLocal)
    #expect(endpoint.request(body: [], headers: []).proxy == nil)
    endpoint.baseURL = "https://127.0.0.1.example.org/v1"
    #expect(!endpoint.isLocal)
    #expect(endpoint.request(body: [], headers: []).proxy == "http://proxy:3128")
  }

  @Test("show their key in no description")
  func description() {
    let endpoint = ModelEndpoint(provider: Self.openai, key: Secret("sk-canary-0123456789"))
    var text = "\(endpoint) \(String(reflecting: endpoint)) \(endpoint.key.debugDescription)"
    dump(endpoint, to: &text)
    #expect(!text.contains("canary"))
    #expect("\(endpoint)" == "openai at https://api.openai.com/v1")
  }

  @Test("of every known provider are sound")
  func providers() {
    for provider in Provider.all {
      #expect(Provider.named(provider.name) == provider)
      let endpoint = ModelEndpoint(provider: provider)
      #expect(provider.baseURL.hasPrefix("https://") || endpoint.isLocal, "\(provider.name)")
      #expect(HTTPAddress(provider.baseURL) != nil)
    }
  }
}
