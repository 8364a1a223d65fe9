import FoundationEssentials
@preconcurrency import Glibc
import Synchronization
import TandemCore

/// A model server on a loopback port that answers from a script: real sockets, both wires.
///
/// Speaks Anthropic's `/v1/messages` and OpenAI's `/v1/chat/completions`, streamed. It records
/// every request, checks each by the rules of its wire, and answers 400 to one call more than was
/// scripted. A test ends with `#expect(server.violations.isEmpty)`.
package final class ScriptedModelServer: Sendable {
  /// `http://127.0.0.1:PORT`, for clients of the Anthropic wire.
  package let baseURL: String
  /// The same with `/v1`, for clients of the OpenAI wire.
  package var openAIBaseURL: String { baseURL + "/v1" }

  private struct State {
    var script: [String: [ScriptedTurn]]
    var requests: [RecordedRequest] = []
    var violations: [String] = []
    var sockets: Set<Int32> = []
    var connections = 0
    var isStopped = false
  }

  private let listener: Int32
  private let canaries: [String]
  private let state: Mutex<State>

  /// Starts a server on a free port.
  ///
  /// - Parameters:
  ///   - script: The turns by model name; those of `*` serve every model without its own.
  ///   - canaries: Secrets that must be in no request's body.
  /// - Throws: `ProcessProblem` where no port can be had.
  package init(script: [String: [ScriptedTurn]], canaries: [String] = []) throws(ProcessProblem) {
    self.canaries = canaries
    state = Mutex(State(script: script))
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    self.listener = listener
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, size) == 0 && listen(listener, 64) == 0
          && getsockname(listener, address, &size) == 0
      }
    }
    guard code else { throw ProcessProblem(description: "no loopback port to listen on") }
    baseURL = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    startThread { [weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard let server = self, !server.state.withLock({ $0.isStopped }) else {
          close(connection)
          break
        }
        guard connection >= 0 else { continue }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        server.serve(connection)
      }
      close(listener)
    }
  }

  deinit { stop() }

  /// Every request so far, in order of arrival.
  package var requests: [RecordedRequest] { state.withLock { $0.requests } }

  /// What was wrong with the requests, and calls beyond the script; empty in a sound test.
  package var violations: [String] { state.withLock { $0.violations } }

  /// How many scripted turns were not asked for, by model.
  package var unusedTurns: [String: Int] {
    state.withLock { $0.script.mapValues(\.count).filter { $0.value > 0 } }
  }

  /// How many connections are open now.
  package var openConnections: Int { state.withLock { $0.sockets.count } }

  /// Closes the port and every connection.
  package func stop() {
    // Inside the lock: a number that was closed may already be somebody else's.
    state.withLock { state in
      if !state.isStopped { shutdown(listener, Int32(SHUT_RDWR)) }
      state.isStopped = true
      for socket in state.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
    }
  }

  private func serve(_ socket: Int32) {
    let number = state.withLock { state -> Int? in
      guard !state.isStopped else { return nil }
      state.sockets.insert(socket)
      state.connections += 1
      return state.connections
    }
    guard let number else {
      close(socket)
      return
    }
    startThread { [weak self] in
      var connection = ServerConnection(socket: socket, number: number)
      while let request = connection.readRequest(), let turn = self?.turn(for: request) {
        guard connection.answer(request, turn) else { break }
      }
      guard let self else {
        close(socket)
        return
      }
      state.withLock { state in
        state.sockets.remove(socket)
        close(socket)
      }
    }
  }

  /// Records a request and takes the turn that answers it.
  private func turn(for request: RecordedRequest) -> ScriptedTurn {
    let leaked = canaries.filter { request.text.contains($0) }.map { "the canary \($0) left" }
    let turn = state.withLock { state -> ScriptedTurn in
      state.requests.append(request)
      state.violations += request.violations + leaked
      let model = state.script[request.model] == nil ? "*" : request.model
      guard let turn = state.script[model]?.first else {
        state.violations.append("a call to \(request.model) more than scripted")
        return .status(400, body: #"{"error":{"message":"the script has no further turn"}}"#)
      }
      state.script[model]?.removeFirst()
      return turn
    }
    if case .computed(let answer) = turn { return answer(request) }
    return turn
  }
}

/// Runs `body` on a thread of its own.
private func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  let code = pthread_create(
    &thread, nil,
    { box in
      if let box { Unmanaged<Box>.fromOpaque(box).takeRetainedValue().body() }
      return nil
    }, Unmanaged.passRetained(Box(body)).toOpaque())
  precondition(code == 0, "no thread to give")
  pthread_detach(thread)
}
