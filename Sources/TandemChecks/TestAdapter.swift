package import TandemCore
package import TandemWorkspace

/// One way to run tests: turns a selection into a command, and what that command left into results.
package protocol TestAdapter: Sendable {
  /// The runner's name, as reports show it: `pytest`, `unittest`, `django`, `exit code`.
  var name: String { get }

  /// Whether results are told for each test, not only for the run as a whole.
  var reportsEachTest: Bool { get }

  /// Returns the selection as the runner takes it, as a person would type it; empty for the whole.
  func arguments(for selection: TestSelection) -> [String]

  /// Returns the runner's command without its selection and without what Tandem adds to it.
  var commandLine: [String] { get }

  /// Returns the command for an invocation, with the reporter that it needs.
  func command(for invocation: TestInvocation) -> WorkspaceCommand

  /// Returns the command for an invocation of single tests, made to run as little else as it can.
  ///
  /// Where it runs less than was asked for, its results lack those tests.
  func narrowCommand(for invocation: TestInvocation) -> WorkspaceCommand

  /// Returns the commands for an invocation of single tests apart: what builds them, and what runs them as
  /// they are built; nil where the runner cannot part them or nothing is built.
  func steps(for invocation: TestInvocation) -> TestSteps?

  /// Returns what builds all tests, whichever an invocation asks for, so that later commands find built
  /// what they do not change; nil where nothing is built, or nothing is kept.
  ///
  /// It writes below the tree and the home folder alone.
  func build(for invocation: TestInvocation) -> WorkspaceCommand?

  /// What of the runner's tests is run whole where `test` is asked for: the test itself, unless it is a
  /// part of another.
  func unit(of test: TestID) -> String

  /// Reads what the command of the same invocation left.
  ///
  /// A result file that is missing, lacks its end or disagrees with its own counts is not believed:
  /// the run is `broken` with the reason, whatever the exit code says.
  func parse(_ result: WorkspaceResult, of invocation: TestInvocation) -> TestRun

  /// Whether this runner can be given the file at `path` of the base tree.
  func canRun(_ path: String) -> Bool

  /// Whether the file at `path` is code of the kind that this runner's tests are about.
  func speaksFor(_ path: String) -> Bool

  /// Returns the path, in the base tree, of the file that `test` lies in, where it can be told.
  func file(of test: TestID) -> String?
}

extension TestAdapter {
  /// The same command, unless an adapter says otherwise.
  package func narrowCommand(for invocation: TestInvocation) -> WorkspaceCommand {
    command(for: invocation)
  }

  /// None, unless an adapter says otherwise.
  package func steps(for invocation: TestInvocation) -> TestSteps? { nil }

  /// None, unless an adapter says otherwise.
  package func build(for invocation: TestInvocation) -> WorkspaceCommand? { nil }

  /// The test itself, unless an adapter says otherwise.
  package func unit(of test: TestID) -> String { test.name }

  /// Python, unless an adapter says otherwise.
  package func speaksFor(_ path: String) -> Bool { path.hasSuffix(".py") }

  /// Returns the command as a person would type it.
  package func shown(_ selection: TestSelection) -> String {
    (commandLine + arguments(for: selection)).map(Self.quoted).joined(separator: " ")
  }

  /// Quotes one word for a shell, where it needs it.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./:=,@%+".utf8.contains(byte)
      }
    }
    if isPlain, !word.isEmpty { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}
