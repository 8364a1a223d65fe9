import TandemHTTP
import TandemTestKit

/// A client and a loopback server that answers raw bytes.
struct Fetching {
  let server: ScriptedModelServer
  let client = HTTPClient()

  /// Prepares a server that answers its requests in turn.
  init(_ turns: [ScriptedTurn]) throws { server = try ScriptedModelServer(script: ["*": turns]) }

  /// A head for a body that is delimited by the end of the connection.
  static let open = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n"

  /// A reply of this body, and its connection kept.
  static func reply(_ body: String) -> ScriptedTurn {
    .status(200, headers: ["x-note": "a"], body: body)
  }

  /// A request to the server.
  var request: HTTPRequest {
    HTTPRequest(
      url: server.baseURL + "/v1/messages", headers: [HTTPHeader("x-api-key", "sk-secret-canary")],
      body: Array("{}".utf8))
  }

  /// Sends a request and returns the whole reply.
  func fetch(
    _ change: (inout HTTPRequest) -> Void = { _ in }
  ) async throws(HTTPFailure) -> (head: HTTPHead?, body: String) {
    var request = request
    change(&request)
    let exchange = client.start(request)
    var head: HTTPHead?
    var body: [UInt8] = []
    while let event = try await exchange.next() {
      switch event {
      case .head(let new): head = new
      case .bytes(let bytes): body += bytes
      }
    }
    return (head, String(decoding: body, as: UTF8.self))
  }

  /// Sends a request and returns how it failed, or nil.
  func failure(_ change: (inout HTTPRequest) -> Void = { _ in }) async -> HTTPFailure? {
    do {
      _ = try await fetch(change)
      return nil
    } catch {
      return error
    }
  }
}
