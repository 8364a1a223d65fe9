/// The names under which runs appear in OpenTelemetry, in one place: they are still in development.
///
/// Source: the semantic conventions for generative AI, version 1.41.1, the last one in the main
/// repository before they moved; what has no name there is ours, under `tandem.`.
enum TelemetryNames {
  /// The conventions' version.
  static let schemaURL = "https://opentelemetry.io/schemas/1.41.1"
  /// Who emits.
  static let scope = "tandem"

  static let operation = "gen_ai.operation.name"
  static let provider = "gen_ai.provider.name"
  static let conversation = "gen_ai.conversation.id"
  static let workflow = "gen_ai.workflow.name"
  static let agent = "gen_ai.agent.name"
  static let requestedModel = "gen_ai.request.model"
  static let servedModel = "gen_ai.response.model"
  static let finishReasons = "gen_ai.response.finish_reasons"
  static let inputTokens = "gen_ai.usage.input_tokens"
  static let outputTokens = "gen_ai.usage.output_tokens"
  static let cacheReadTokens = "gen_ai.usage.cache_read.input_tokens"
  static let cacheWriteTokens = "gen_ai.usage.cache_creation.input_tokens"
  static let inputMessages = "gen_ai.input.messages"
  static let systemInstructions = "gen_ai.system_instructions"
  static let errorType = "error.type"

  static let cost = "tandem.cost.micro_usd"
  static let costIsUpperBound = "tandem.cost.is_upper_bound"
  static let priceRow = "tandem.price.row"
  static let tier = "tandem.route.tier"
  static let mode = "tandem.route.mode"
  static let policy = "tandem.route.policy"
  static let propensity = "tandem.route.propensity"
  static let chance = "tandem.route.p_hat"
  static let threshold = "tandem.route.p_star"
  static let decision = "tandem.route.decision"
  static let attempt = "tandem.attempt"
  static let passed = "tandem.verify.passed"
  static let outsideFiles = "tandem.scope.outside_files"
  static let lines = "tandem.diff.lines"
  static let ending = "tandem.run.ending"
  static let verdict = "tandem.run.verdict"
  static let reviewMinutes = "tandem.review.minutes"

  /// The conventions' word for a provider of ours; others keep their name.
  static func provider(_ row: String?) -> String? {
    guard let name = row?.split(separator: "/").first.map(String.init) else { return nil }
    return switch name {
    case "google": "gcp.gemini"
    case "mistral": "mistral_ai"
    case "x-ai", "xai": "x_ai"
    case "moonshotai": "moonshot_ai"
    default: name
    }
  }
}
