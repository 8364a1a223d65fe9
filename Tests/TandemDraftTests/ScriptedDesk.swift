import Synchronization
import TandemCore

@testable import TandemDraft

/// A desk over two files whose model says what a test scripts, and that records what it was asked.
final class ScriptedDesk: Sendable {
  static let files = ["src/a.py": "def f(x):\n    return x + 1\n", "tests/test_a.py": "import a\n"]
  private let replies: Mutex<[ModelReply]>
  private let asked = Mutex<[ModelRequest]>([])
  private let runs = Mutex<[[FileChange]]>([])

  init(_ replies: [ModelReply]) { self.replies = Mutex(replies) }

  /// Every request so far.
  var requests: [ModelRequest] { asked.withLock { $0 } }
  /// The changes of every test run so far.
  var testRuns: [[FileChange]] { runs.withLock { $0 } }

  var desk: DraftDesk {
    DraftDesk(
      paths: Self.files.keys.sorted(), read: { Self.files[$0] },
      ask: { _, request in
        self.asked.withLock { $0.append(request) }
        return self.replies.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
      },
      runTests: { _, changes, _ in
        self.runs.withLock { $0.append(changes) }
        return TestRun(
          command: "pytest", runner: "pytest", ending: .completed,
          results: [TestResult(id: TestID("tests/test_a.py::test_f"), status: .passed)],
          seconds: 0.1)
      })
  }

  static func calls(_ calls: (String, JSONValue)...) -> ModelReply {
    ModelReply(
      text: "",
      toolCalls: calls.enumerated().map {
        ToolCall(id: "c\($0)", name: $1.0, arguments: $1.1)
      }, stop: .toolUse, usage: TokenUsage(), servedModel: "m")
  }

  static func says(_ text: String, stop: ModelReply.Stop = .endTurn) -> ModelReply {
    ModelReply(text: text, stop: stop, usage: TokenUsage(), servedModel: "m")
  }

  static let contract = ChangeContract(
    cause: "f adds one too many", plan: "return x", files: ["src/a.py"],
    testFiles: ["tests/test_a.py"], tier: .premium)

  static let assignment = DraftAssignment(
    report: BugReport(title: "f is off by one", body: "f(1) gives 2", source: "test"),
    contract: contract, ranking: [], baseline: Baseline(tree: "t", runner: nil, reason: "none"),
    seconds: 60)
}
