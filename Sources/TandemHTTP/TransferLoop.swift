import CCurl

/// The loop of the thread that owns all connections: takes commands, moves bytes, keeps time.
///
/// libcurl's multi interface is used because only `curl_multi_wakeup` lets a cancel close an idle
/// socket at once (https://curl.se/libcurl/c/curl_multi_wakeup.html).
struct TransferLoop: ~Copyable {
  /// How long the rest of an answered exchange is read for.
  private static let drainTime = Duration.seconds(1)
  /// libcurl wants this once a process, before anything else.
  private static let isReady = tandem_curl_global() == CURLE_OK

  private let multi: UnsafeMutableRawPointer
  private var transfers: [Int: Transfer] = [:]
  /// Addresses whose kept connection turned out to be dead: the next one is made afresh.
  private var suspects: Set<String> = []

  /// Serves an inbox until it says stop.
  static func run(for inbox: TransferInbox) {
    guard isReady, let multi = curl_multi_init() else {
      for case .start(_, _, let channel) in inbox.take() {
        channel.end(
          HTTPFailure(
            kind: .connect, message: "libcurl cannot be initialised.", requestSent: false,
            replyReceived: false))
      }
      return
    }
    tandem_curl_keep_at_most(multi, 16)
    var loop = TransferLoop(multi: multi)
    inbox.lend(multi)
    while loop.obey(inbox.take()) {
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      loop.harvest()
      curl_multi_poll(multi, nil, 0, loop.enforceDeadlines(), nil)
    }
    inbox.lend(nil)
  }

  private init(multi: UnsafeMutableRawPointer) { self.multi = multi }

  deinit {
    for transfer in transfers.values { curl_multi_remove_handle(multi, transfer.easy) }
    curl_multi_cleanup(multi)
  }

  /// Does what the commands say; false for stop.
  private mutating func obey(_ commands: [TransferInbox.Command]) -> Bool {
    for command in commands {
      switch command {
      case .start(let id, let request, let channel):
        start(id, request, channel)
      case .cancel(let id):
        if let transfer = transfers[id], transfer.drainsUntil == nil {
          drop(id, transfer.failure(.cancelled, "stopped."))
        }
      case .drain(let id):
        transfers[id]?.drainsUntil = ContinuousClock.now + Self.drainTime
      case .stop:
        for (id, transfer) in transfers { drop(id, transfer.failure(.cancelled, "stopped.")) }
        return false
      }
    }
    return true
  }

  private mutating func start(_ id: Int, _ request: HTTPRequest, _ channel: EventChannel) {
    do {
      let transfer = try Transfer(
        request, channel: channel, onFreshConnection: suspects.remove(request.url) != nil)
      transfers[id] = transfer
      curl_multi_add_handle(multi, transfer.easy)
    } catch {
      channel.end(error)
    }
  }

  /// Ends the transfers that libcurl is done with.
  private mutating func harvest() {
    var code = CURLE_OK
    while let easy = tandem_curl_finished(multi, &code) {
      guard let (id, transfer) = transfers.first(where: { $0.value.easy == easy }) else { continue }
      if transfer.diedWithKeptConnection(code) { suspects.insert(transfer.request.url) }
      drop(id, transfer.ending(with: code))
    }
  }

  /// Ends what is overdue and returns the milliseconds until the next deadline.
  private mutating func enforceDeadlines() -> Int32 {
    let now = ContinuousClock.now
    var wait = Duration.seconds(60)
    for (id, transfer) in transfers {
      let (phase, deadline) = transfer.deadline
      if deadline <= now {
        drop(id, transfer.overdue(phase))
      } else {
        wait = min(wait, now.duration(to: deadline))
      }
    }
    return Int32(wait / .milliseconds(1)) + 1
  }

  private mutating func drop(_ id: Int, _ failure: HTTPFailure?) {
    guard let transfer = transfers.removeValue(forKey: id) else { return }
    curl_multi_remove_handle(multi, transfer.easy)
    transfer.channel.end(failure)
  }
}
