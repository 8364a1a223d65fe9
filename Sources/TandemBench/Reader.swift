import TandemCore
import TandemHTTP
import TandemModels

/// A model at a loopback address that reproduces and reviews: whoever answers there.
struct Reader {
  /// The tiers' clients, one and the same.
  let clients: [Tier: any ModelClient]
  /// The tiers' models, free, since nobody bills on loopback.
  let choices: [Tier: ModelChoice]

  /// Reaches the server at `address`, which speaks the OpenAI wire.
  init(_ address: String) {
    let provider = Provider(name: "reader", wire: .openai, baseURL: address)
    let client = OpenAIClient(
      endpoint: ModelEndpoint(
        provider: provider, baseURL: address,
        // A person or another program reads and thinks.
        deadlines: HTTPDeadlines(firstByte: .seconds(3_600), total: .seconds(3_600)),
        silence: .seconds(3_600),
        servedAliases: ["reader"]), http: HTTPClient())
    let choice = ModelChoice(provider: "reader", model: "reader", isLocal: true)
    clients = [.premium: client, .cheap: client]
    choices = [.premium: choice, .cheap: choice]
  }
}
