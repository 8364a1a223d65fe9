import Synchronization
import TandemCore
import TandemModels
import TandemTestKit
import Testing

@Suite("Retrying")
struct RetryingClientTests {
  private static func overloaded(_ headers: [String: String] = [:]) -> ScriptedTurn {
    .status(529, headers: headers, body: #"{"error":{"message":"Overloaded"}}"#)
  }

  private func ask(
    _ turns: [ScriptedTurn], limits: RetryLimits = RetryLimits()
  ) async throws -> (result: Result<String, ModelFailure>, sleeps: [Duration], steps: [String]) {
    let asking = try Asking(.openai, turns)
    let clock = InstantClock()
    let client = RetryingClient(
      asking.client, clock: clock, random: FixedRandom(), limits: limits)
    let steps = Mutex<[String]>([])
    let result: Result<String, ModelFailure>
    do {
      let reply = try await client.reply(to: Asking.request()) { step in
        let name =
          switch step {
          case .sending: "sending"
          case .accepted: "accepted"
          case .usage: "usage"
          case .retrying(let failure, let seconds): "retrying \(failure.kind) \(seconds)"
          }
        steps.withLock { $0.append(name) }
      }
      result = .success(reply.text)
    } catch {
      result = .failure(error)
    }
    return (result, clock.sleeps, steps.withLock { $0 })
  }

  @Test("waits longer each time, announces every send, and then answers")
  func backoff() async throws {
    let outcome = try await ask([Self.overloaded(), Self.overloaded(), .text("done")])
    #expect(try outcome.result.get() == "done")
    #expect(outcome.sleeps == [.seconds(0.5), .seconds(1)])
    #expect(
      outcome.steps == [
        "sending", "retrying overloaded 0.5", "sending", "retrying overloaded 1.0", "sending",
        "accepted", "usage",
      ])
  }

  @Test("gives up after two further sends, with the last failure")
  func exhausted() async throws {
    let outcome = try await ask([Self.overloaded(), Self.overloaded(), Self.overloaded()])
    #expect(throws: ModelFailure.self) { try outcome.result.get() }
    #expect(outcome.steps.filter { $0 == "sending" }.count == 3)
  }

  @Test(
    "waits as long as the provider asks",
    arguments: [
      ("retry-after", "7", 7.0), ("retry-after", "1.5", 1.5), ("retry-after-ms", "250", 0.25),
      ("retry-after", "0", 0), ("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT", 0),
      // What is no sound number is as good as nothing.
      ("retry-after", "0x10", 0.5), ("retry-after", "1e3", 0.5), ("retry-after", "-1", 0.5),
      ("retry-after", "NaN", 0.5), ("retry-after", "99999999999", 0.5),
    ])
  func retryAfter(name: String, value: String, expected: Double) async throws {
    let outcome = try await ask([Self.overloaded([name: value]), .text("done")])
    #expect(try outcome.result.get() == "done")
    #expect(outcome.sleeps == [.seconds(expected)])
  }

  @Test("does not wait longer than its cap, and says until when")
  func cap() async throws {
    let outcome = try await ask([Self.overloaded(["retry-after": "3600"])])
    guard case .failure(let failure) = outcome.result else { return #expect(Bool(false)) }
    #expect(failure.retryAfter == 3600)
    #expect(failure.message.contains("3600 s"))
    #expect(outcome.sleeps.isEmpty)
  }

  @Test("begins no send after its time")
  func time() async throws {
    let outcome = try await ask(
      [Self.overloaded(["retry-after": "7"]), Self.overloaded(["retry-after": "7"])],
      limits: RetryLimits(time: .seconds(10)))
    #expect(throws: ModelFailure.self) { try outcome.result.get() }
    #expect(outcome.sleeps == [.seconds(7)])
  }

  @Test("obeys a provider that says not to")
  func shouldRetry() async throws {
    let outcome = try await ask([Self.overloaded(["x-should-retry": "false"])])
    #expect(throws: ModelFailure.self) { try outcome.result.get() }
    #expect(outcome.sleeps.isEmpty)
  }

  @Test("stops at once when its task is cancelled, and says what is at stake", arguments: wires)
  func cancelled(wire: RecordedRequest.Wire) async throws {
    let asking = try Asking(wire, [.raw([.hang])])
    let client = RetryingClient(asking.client, clock: InstantClock(), random: FixedRandom())
    let task = Task { try await client.reply(to: Asking.request()) { _ in } }
    while asking.server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
    task.cancel()
    let failure = await #expect(throws: ModelFailure.self) { try await task.value }
    #expect(failure?.kind == .cancelled)
    #expect(failure?.charge == .indeterminate)
  }

  @Test("what cannot be reached costs nothing and is tried again", arguments: wires)
  func unreachable(wire: RecordedRequest.Wire) async throws {
    let asking = try Asking(wire, [])
    asking.server.stop()
    let clock = InstantClock()
    let client = RetryingClient(asking.client, clock: clock, random: FixedRandom())
    let failure = await #expect(throws: ModelFailure.self) {
      try await client.reply(to: Asking.request()) { _ in }
    }
    #expect(failure?.kind == .network)
    #expect(failure?.charge == ModelFailure.Charge.none)
    #expect(clock.sleeps.count == 2)
  }
}
