package import TandemCore

/// What is configured of the model of a tier.
package struct ModelSetting: Sendable, Hashable {
  /// Whose model it is: a provider that is built in, or one of `providers`.
  package var provider: String
  /// The model, as its provider names it.
  package var model: String
  /// Where it is reached, instead of the provider's address.
  package var baseURL: String?
  /// The environment variable with its key.
  package var keyVariable: String?
  /// The command that prints its key.
  package var keyCommand: String?
  /// The most tokens of one reply.
  package var maxOutput: Int?
  /// How hard it thinks, as its provider names it.
  package var effort: String?
  /// How hard it thinks from its second draft of a run on; nil for as hard as before.
  package var retryEffort: String?
  /// Other names under which the same model may answer.
  package var serves: [String]
  /// Whether it runs on this machine and is free; nil to tell by its address.
  package var isLocal: Bool?

  /// Names a model of a provider; everything else is the provider's own.
  package init(
    provider: String, model: String, baseURL: String? = nil, keyVariable: String? = nil,
    keyCommand: String? = nil, maxOutput: Int? = nil, effort: String? = nil,
    retryEffort: String? = nil, serves: [String] = [], isLocal: Bool? = nil
  ) {
    self.provider = provider
    self.model = model
    self.baseURL = baseURL
    self.keyVariable = keyVariable
    self.keyCommand = keyCommand
    self.maxOutput = maxOutput
    self.effort = effort
    self.retryEffort = retryEffort
    self.serves = serves
    self.isLocal = isLocal
  }
}

/// What is configured of a provider.
package struct ProviderSetting: Sendable, Hashable {
  /// The wire that it speaks: `anthropic` or `openai`.
  package var kind: String?
  /// Where it is reached.
  package var baseURL: String?
  /// The environment variable with its key.
  package var keyVariable: String?
  /// The command that prints its key.
  package var keyCommand: String?
  /// The proxy on the way to it.
  package var proxy: String?
  /// A file of certificates that are trusted for it.
  package var certificates: String?
}

/// What the user says that a model costs, for a million tokens of each class.
package struct PriceSetting: Sendable, Hashable {
  /// Input outside the cache.
  package var input: MicroDollars
  /// Output.
  package var output: MicroDollars
  /// Input read from the cache; nil where the user does not say.
  package var cacheRead: MicroDollars?
  /// Input written to the cache; nil where the user does not say.
  package var cacheWrite: MicroDollars?
}
