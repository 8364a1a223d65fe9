import FoundationEssentials
import TandemCore
import TandemModels
import TandemRouting
import TandemStore

/// Where every model call of a run goes through: replayed if recorded, else leased, booked, settled.
///
/// What an infrastructure failure broke is sent again within bounds; such a failure never reaches
/// the gate as a model's.
struct ModelDesk: Sendable {
  let journal: Journal
  let clients: [Tier: any ModelClient]
  /// The same models thinking harder, where that is configured.
  var raised: [Tier: any ModelClient] = [:]
  let choices: [Tier: ModelChoice]
  let prices: PriceBook
  /// The most the run may spend, worst cases included.
  let cap: MicroDollars
  /// Keeps keys out of what is sent and of what is said.
  let redaction: Redaction
  /// Wall seconds since 1970, for price dates.
  let now: @Sendable () -> Double

  /// The tiers that can be asked.
  var tiers: Set<Tier> { Set(choices.keys) }

  /// The model of a tier.
  ///
  /// - Throws: `ModelFailure` where none is configured.
  func model(_ tier: Tier) throws(ModelFailure) -> ModelChoice {
    guard let choice = choices[tier] else {
      throw ModelFailure(
        kind: .badRequest, message: "no model is configured for the \(tier.rawValue) tier",
        charge: .none)
    }
    return choice
  }

  /// Asks the model of `tier`, or returns what it answered when the run asked before.
  ///
  /// - Parameter harder: whether it should think harder than at first, where it can.
  /// - Throws: `ModelFailure`, booked already; `StoreError`.
  func ask(
    _ tier: Tier, kind: StepKind, key: String, harder: Bool = false, _ request: ModelRequest
  ) async throws -> ModelReply {
    var request = try redaction.redacted(request)
    if let most = choices[tier]?.maxOutput {
      request.maxOutputTokens = min(request.maxOutputTokens, most)
    }
    let hash = try RequestHash.of(request)
    if let reply = try await journal.store.reply(run: journal.run, key: key, requestHash: hash) {
      return reply
    }
    try Task.checkCancellation()
    let choice = try model(tier)
    guard let client = harder ? raised[tier] ?? clients[tier] : clients[tier] else {
      throw ModelFailure(kind: .badRequest, message: "\(choice.model) has no client", charge: .none)
    }
    let price = try price(of: choice)
    let bound = price.worstCase(
      requestBytes: try RequestHash.bytes(request), maxOutputTokens: request.maxOutputTokens)
    let booked = BookedClient(
      client, journal: journal,
      entry: BookedClient.Entry(
        kind: kind, tier: tier, step: key, requestHash: hash, choice: choice, price: price,
        bound: bound, cap: cap))
    let patient = RetryingClient(
      booked, clock: ContinuousClock(), random: SystemRandomNumberGenerator())
    do {
      let reply = try await patient.reply(to: request) { progress in
        if case .retrying(let failure, let seconds) = progress {
          journal.emit(
            .notice("\(choice.model): \(failure.message) Asking again in \(Int(seconds + 1)) s."))
        }
      }
      return try redaction.redacted(reply)
    } catch {
      throw booked.problem ?? error
    }
  }

  /// The price under which a choice runs today.
  ///
  /// - Throws: `ModelFailure` (unpriced), with the line that prices the model.
  func price(of choice: ModelChoice) throws(ModelFailure) -> ModelPrice {
    if let price = prices.price(
      for: choice.model, at: Int64(now()), isLoopback: choice.isLocal)
    {
      return price
    }
    throw ModelFailure(
      kind: .unpriced, message: PriceBook.hint(pricing: choice.model), charge: .none)
  }
}
