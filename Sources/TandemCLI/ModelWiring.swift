import TandemConfig
import TandemCore
import TandemHTTP
import TandemModels
import TandemRouting
import TandemSandbox

/// The models of a run: what the user pinned, or sensible ones of the provider whose key is set.
struct ModelWiring {
  /// The pinned models by tier; empty for the builtin tier alone.
  private(set) var choices: [Tier: ModelChoice] = [:]
  private(set) var clients: [Tier: any ModelClient] = [:]
  /// The same models thinking harder, where that is configured.
  private(set) var raised: [Tier: any ModelClient] = [:]
  /// Every key in use, for redaction.
  private(set) var secrets: [Secret] = []
  /// Said at the start.
  private(set) var notices: [String] = []

  /// Resolves the models; a tier that is not named uses the other's.
  ///
  /// - Throws: `CommandError` (usage) where a named model has no provider, key or price.
  init(
    _ config: ResolvedConfig, _ host: Host, builtinOnly: Bool, prices: PriceBook, now: Double
  ) async throws {
    guard !builtinOnly else { return }
    var settings: [Tier: ModelSetting] = [:]
    settings[.premium] = config.model(.premium)
    settings[.cheap] = config.model(.cheap)
    if settings.isEmpty { settings = defaults(config, host) }
    guard let any = settings[.premium] ?? settings[.cheap] else { return }
    let http = HTTPClient()
    for tier in [Tier.premium, .cheap] {
      let setting = settings[tier] ?? any
      var endpoint = try await endpoint(setting, config, host)
      endpoint.effort = setting.effort
      let isLocal = setting.isLocal ?? endpoint.isLocal
      let choice = ModelChoice(
        provider: setting.provider, model: setting.model, callsTools: true, isLocal: isLocal,
        maxOutput: setting.maxOutput)
      try requirePrice(choice, prices, now)
      choices[tier] = choice
      clients[tier] = Self.client(endpoint, http)
      if let effort = setting.retryEffort {
        var harder = endpoint
        harder.effort = effort
        raised[tier] = Self.client(harder, http)
      }
      if let key = endpoint.key { secrets.append(key) }
      notices.append(
        "\(tier.rawValue) model: \(setting.provider)/\(setting.model)\(isLocal ? " (local, $0)" : "")"
      )
    }
  }

  private static func client(_ endpoint: ModelEndpoint, _ http: HTTPClient) -> any ModelClient {
    endpoint.provider.wire == .anthropic
      ? AnthropicClient(endpoint: endpoint, http: http)
      : OpenAIClient(endpoint: endpoint, http: http)
  }

  /// The default models of the first provider whose key is set.
  private func defaults(_ config: ResolvedConfig, _ host: Host) -> [Tier: ModelSetting] {
    for provider in Provider.all {
      guard let variable = config.providers[provider.name]?.keyVariable ?? provider.keyVariable,
        host.environment[variable]?.isEmpty == false, let premium = provider.premiumModel,
        let cheap = provider.cheapModel
      else { continue }
      return [
        .premium: ModelSetting(provider: provider.name, model: premium),
        .cheap: ModelSetting(provider: provider.name, model: cheap),
      ]
    }
    return [:]
  }

  private func endpoint(
    _ setting: ModelSetting, _ config: ResolvedConfig, _ host: Host
  ) async throws -> ModelEndpoint {
    let described = config.providers[setting.provider]
    guard
      var provider = Provider.named(setting.provider)
        ?? described.map({ _ in
          Provider(name: setting.provider, wire: .openai, baseURL: "")
        })
    else {
      throw CommandError.usage(
        "there is no provider “\(setting.provider)”",
        "known: \(Provider.all.map(\.name).joined(separator: ", ")); others are described under "
          + "providers: in \(ConfigLoader.userName)")
    }
    if let kind = described?.kind.flatMap(Provider.Wire.init(rawValue:)) { provider.wire = kind }
    guard
      let address = setting.baseURL ?? described?.baseURL
        ?? (provider.baseURL.isEmpty ? nil : provider.baseURL)
    else {
      throw CommandError.usage(
        "provider “\(provider.name)” has no address",
        "add providers: {\(provider.name): {base_url: …}} to \(ConfigLoader.userName)")
    }
    var endpoint = ModelEndpoint(
      provider: provider, baseURL: address, proxy: described?.proxy,
      caBundle: described?.certificates, servedAliases: setting.serves)
    let variable = setting.keyVariable ?? described?.keyVariable ?? provider.keyVariable
    endpoint.key = try await KeySource(
      command: setting.keyCommand ?? described?.keyCommand, variable: variable
    ).key(host)
    guard endpoint.key != nil || variable == nil || endpoint.isLocal else {
      throw CommandError.usage(
        "no key for \(provider.name): \(variable ?? "") is not set",
        "export \(variable ?? "")=…, or use --builtin to work without a model")
    }
    return endpoint
  }

  /// Under a money limit an unpriced model is refused, with the line that prices it.
  private func requirePrice(_ choice: ModelChoice, _ prices: PriceBook, _ now: Double) throws {
    guard
      prices.price(for: choice.model, at: Int64(now), isLoopback: choice.isLocal) == nil
    else { return }
    throw CommandError.usage(PriceBook.hint(pricing: choice.model))
  }
}
