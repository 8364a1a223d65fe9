import TandemChecks
import TandemCode
import TandemCore
import TandemGit
import TandemStore
import TandemWorkspace

/// The steps of a run: each reads the world once, records what it found and returns it.
///
/// One step a file (`Steps+scope.swift`); the order is `Flow`'s, the decisions are the gate's.
struct Steps: Sendable {
  let request: RunRequest
  let journal: Journal
  let repository: Repository
  let tree: BaseTree
  /// Where tests run; nil where there are none.
  let workspace: Workspace?
  /// How tests are run; nil where there are none that can be run.
  let tests: TestRunner?
  /// Why these tests, or why none.
  let testsReason: String
  let desk: ModelDesk
  let settings: RunSettings
  /// Which way the run takes; the flow decides it before anything is scoped.
  var mode = Route.Mode.routed

  /// Structured questions to the models.
  var answers: StructuredAnswer { StructuredAnswer(desk: desk, overrides: settings.overrides) }

  /// The file that a test stands in; nil where its runner does not say, or the base has no such file.
  func testFile(_ test: TestID) -> String? {
    tests?.adapter.file(of: test).flatMap { tree.holds($0) ? $0 : nil }
  }

  /// Whether the user's `--files` and `--dir` let the change touch `path`.
  func isAllowed(_ path: String) -> Bool {
    let below = request.directory.isEmpty || path.hasPrefix(request.directory + "/")
    return below && (request.files.isEmpty || request.files.contains { Glob($0).matches(path) })
  }
}
