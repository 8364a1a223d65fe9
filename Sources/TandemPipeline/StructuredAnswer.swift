import FoundationEssentials
import TandemCore
import TandemPrompts

/// Asks for one JSON object of a schema; an answer that does not fit is asked for once more.
struct StructuredAnswer {
  let desk: ModelDesk
  let overrides: PromptOverrides

  /// Asks and parses.
  ///
  /// - Parameters:
  ///   - key: the step's key; the re-ask has `/reask` behind it.
  ///   - parse: throws an error whose description tells the model what does not fit.
  /// - Throws: `ModelFailure`: of the desk, or `badReply` where the second answer does not fit.
  func ask<Value>(
    _ tier: Tier, kind: StepKind, key: String, prompt: RenderedPrompt, schema: JSONValue,
    maxOutputTokens: Int, parse: (JSONValue) throws -> Value
  ) async throws -> Value {
    let model = try desk.model(tier).model
    var request = ModelRequest(
      model: model, system: prompt.system, messages: [ModelMessage(.user, [.text(prompt.user)])],
      answerSchema: schema, maxOutputTokens: maxOutputTokens)
    let reply = try await desk.ask(tier, kind: kind, key: key, request)
    do {
      return try parse(Self.object(in: reply))
    } catch {
      let again = try Prompt.reask.render(
        ["error": "\(error)"], override: overrides.text(.reask))
      request.messages += [
        reply.parts.isEmpty ? ModelMessage(.assistant, [.text("(empty)")]) : reply.message,
        ModelMessage(.user, [.text(again.system + "\n" + again.user)]),
      ]
      let second = try await desk.ask(tier, kind: kind, key: key + "/reask", request)
      do {
        return try parse(Self.object(in: second))
      } catch {
        throw ModelFailure(
          kind: .badReply,
          message:
            "\(model) twice gave an answer to \(kind.rawValue) that cannot be used: \(error)",
          charge: .reported(second.usage))
      }
    }
  }

  /// The JSON object of a reply, also where the model put it in a fence or in prose.
  static func object(in reply: ModelReply) throws(UnusableAnswer) -> JSONValue {
    switch reply.stop {
    case .endTurn, .toolUse: break
    case .truncated: throw UnusableAnswer("the answer was cut at its length limit; be brief")
    case .refused: throw UnusableAnswer("the answer was a refusal")
    }
    let bytes = Array(reply.text.utf8)
    guard let open = bytes.firstIndex(of: UInt8(ascii: "{")),
      let close = bytes.lastIndex(of: UInt8(ascii: "}")), open < close,
      let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes[open...close]))
    else { throw UnusableAnswer("the answer is not one JSON object") }
    return value
  }
}

/// Why an answer cannot be used, in words for the model.
struct UnusableAnswer: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
