import FoundationEssentials
import TandemCore
import TandemHTTP

/// Reads one reply off the wire, in whatever form the server chose to send it.
struct ReplyReading<Assembly: ReplyAssembly> {
  private enum Form {
    case unknown
    case stream
    case document
  }

  private static var errorBodyCap: Int { 64 << 10 }

  private var assembly: Assembly
  private let silence: Duration
  private var form = Form.unknown
  private var events = ServerSentEvents()
  private var head: HTTPHead?
  /// The body of an error or of a document, or what came before the form is known.
  private var bytes: [UInt8] = []
  private var lastEvent = ContinuousClock.now
  private var told: TokenUsage?

  init(assembly: Assembly, silence: Duration) {
    self.assembly = assembly
    self.silence = silence
  }

  private var isAccepted: Bool { head.map { (200..<300).contains($0.status) } ?? false }

  /// Reads until nothing more is to come.
  mutating func read(
    _ exchange: borrowing HTTPExchange, progress: (ModelProgress) -> Void
  ) async throws(ModelFailure) {
    while !assembly.isFinished {
      do {
        guard let event = try await exchange.next() else { break }
        try take(event, progress: progress)
      } catch let failure as HTTPFailure {
        if let head, !isAccepted { throw ModelFailure(head: head, body: bytes, now: .now) }
        guard assembly.isComplete, failure.kind != .cancelled else { throw ModelFailure(failure) }
        return
      } catch let fault as WireFault {
        throw self.failure(for: fault)
      } catch let failure as ModelFailure {
        throw failure
      } catch {
        throw broken("\(error)")
      }
    }
    if let head, !isAccepted { throw ModelFailure(head: head, body: bytes, now: .now) }
    try finish(progress: progress)
  }

  /// The reply, once it was read; without a usage it counts at its upper bound.
  func reply(upperBound: TokenUsage) throws(ModelFailure) -> ModelReply {
    let content: ReplyContent
    do { content = try assembly.content() } catch { throw failure(for: error) }
    var text = ""
    var calls: [ToolCall] = []
    for part in content.parts {
      switch part {
      case .text(let piece): text += piece
      case .toolCall(let call): calls.append(call)
      case .toolResult, .opaque: break
      }
    }
    let reply = ModelReply(
      text: text, toolCalls: calls, parts: content.parts, stop: content.stop,
      usage: assembly.usage ?? upperBound, isUsageReported: assembly.usage != nil,
      servedModel: content.servedModel, requestID: requestID ?? content.id)
    guard content.stop == .truncated || content.stop == .refused else { return reply }
    var cut = reply.truncated
    cut.stop = content.stop
    return cut
  }

  private var requestID: String? { head?["request-id"] ?? head?["x-request-id"] }

  private mutating func take(
    _ event: HTTPEvent, progress: (ModelProgress) -> Void
  ) throws {
    switch event {
    case .head(let head):
      self.head = head
      lastEvent = .now
      if isAccepted { progress(.accepted(requestID: requestID)) }
    case .bytes(let new) where !isAccepted:
      bytes += new.prefix(Self.errorBodyCap - min(bytes.count, Self.errorBodyCap))
    case .bytes(let new):
      try takeBody(new, progress: progress)
      guard form != .stream || ContinuousClock.now - lastEvent < silence else {
        throw ModelFailure(
          kind: .timeout, message: "only signs of life for \(silence); try again.",
          charge: .indeterminate)
      }
    }
  }

  /// A stream, a document or a page: the first character that is no white space tells.
  private mutating func takeBody(
    _ new: [UInt8], progress: (ModelProgress) -> Void
  ) throws {
    if form == .unknown {
      bytes += new
      let start = bytes.firstIndex { ![9, 10, 13, 32, 0xEF, 0xBB, 0xBF].contains($0) }
      guard let start else { return }
      switch bytes[start] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): form = .document
      case UInt8(ascii: "<"):
        throw ModelFailure(
          kind: .badReply, message: "a web page answered, not an API: check the base URL.",
          charge: .none, status: head?.status)
      default:
        form = .stream
        defer { bytes = [] }
        try takeEvents(events.read(bytes), progress: progress)
      }
    } else if form == .document {
      bytes += new
    } else {
      try takeEvents(events.read(new), progress: progress)
    }
  }

  private mutating func takeEvents(
    _ found: [ServerSentEvent], progress: (ModelProgress) -> Void
  ) throws {
    for event in found where !assembly.isFinished {
      // `data:` and `data: : keepalive` are signs of life in disguise.
      guard let first = event.data.first, first != UInt8(ascii: ":") else { continue }
      let isDone = event.data.elementsEqual("[DONE]".utf8)
      guard let value = isDone ? "[DONE]" : JSONValue(parsing: event.data) else {
        throw broken("an event of the stream is no JSON")
      }
      if value["type"]?.string != "ping" { lastEvent = ContinuousClock.now }
      try assembly.take(value, named: event.name)
      if let usage = assembly.usage, usage != told {
        told = usage
        progress(.usage(usage))
      }
    }
  }

  /// Judges the end of the body.
  private mutating func finish(progress: (ModelProgress) -> Void) throws(ModelFailure) {
    do {
      if form == .document {
        guard let document = JSONValue(parsing: bytes) else { throw broken("the JSON is cut") }
        try assembly.take(document: document)
      } else if !assembly.isFinished, let last = try? events.finish() {
        // An event without its empty line counts only if it is the end.
        var whole = self
        if (try? whole.takeEvents([last], progress: progress)) != nil, whole.assembly.isComplete {
          self = whole
        }
      }
    } catch let fault as WireFault {
      throw failure(for: fault)
    } catch let failure as ModelFailure {
      throw failure
    } catch {
      throw broken("\(error)")
    }
    guard !assembly.isComplete else { return }
    guard form != .unknown else {
      throw ModelFailure(
        kind: .network, message: "the reply is empty; try again.", charge: .indeterminate)
    }
    throw broken("the reply ended before it said why")
  }

  private func broken(_ what: String) -> ModelFailure {
    ModelFailure(
      kind: .badReply, message: what + ": nothing of it is used.", charge: charge,
      status: head?.status)
  }

  private func failure(for fault: WireFault) -> ModelFailure {
    switch fault {
    case .broken(let what): broken(what)
    case .provider(let error):
      ModelFailure(
        kind: error.kind, message: "an error came inside the reply: \(error.message).",
        charge: assembly.hasBegun ? charge : .none, status: head?.status)
    }
  }

  /// What a failed reply cost: as reported once it is complete, else nobody knows.
  private var charge: ModelFailure.Charge {
    guard assembly.isComplete, let usage = assembly.usage else { return .indeterminate }
    return .reported(usage)
  }
}
