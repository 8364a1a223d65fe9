import FoundationEssentials
import Glibc
import TandemChecks
import TandemCore
import TandemGit
import TandemSandbox
import TandemTestKit
import TandemWorkspace
import Testing

/// Real projects in the real sandbox, where `TANDEM_CHECKOUTS` names clones, with spaces between.
///
/// Prints counts to be held against the runner's own summary; selections must tell the same again.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["TANDEM_CHECKOUTS"] != nil))
struct CheckoutTests {
  static let paths =
    ProcessInfo.processInfo.environment["TANDEM_CHECKOUTS"]?.split(separator: " ")
    .map(String.init) ?? []

  @Test(arguments: paths) func `selections tell what the whole suite told`(
    _ path: String
  ) async throws {
    let host = HostEnvironment(
      path: ToolNeed.path, home: ProcessInfo.processInfo.environment["HOME"] ?? "/nonexistent",
      userName: "tester", uid: geteuid(), gid: getegid())
    let repository = try Repository.open(at: path)
    let tree = try repository.head().tree
    let entries = try repository.entries(ofTree: tree)
    let ids = Dictionary(uniqueKeysWithValues: entries.map { ($0.path, $0.id) })
    let detected = TestDetection.detect(
      files: entries.map(\.path),
      read: { path in
        ids[path].flatMap { try? repository.blob($0) }.map { String(decoding: $0, as: UTF8.self) }
      }, configured: ConfiguredTests())
    let adapter = try #require(detected.adapter, "\(detected.reason)")
    let state = try TemporaryDirectory("checks")
    let runner = TestRunner(
      workspace: try await Workspace.prepare(
        repository: repository, tree: tree,
        options: WorkspaceOptions(state: state.path, host: host),
        runner: Bubblewrap(host: host, level: .full)),
      adapter: adapter)
    let run = try await runner.run(.whole, deadline: .seconds(500))
    #expect(run.ending == .completed, "\(run.output)")
    let count = { (status: TestStatus) in run.ids(status).count }
    print(
      "\(path): \(adapter.shown(.whole)) (\(detected.reason)): \(run.results.count) results, "
        + "\(count(.passed)) passed, \(count(.failed)) failed, \(count(.error)) errors, "
        + "\(count(.skipped)) skipped, \(run.seconds) s")
    print(Self.tail(run.output))
    #expect(Set(run.results.map(\.id)).count == run.results.count)

    let some = run.results.filter { $0.status == .passed }.enumerated()
      .filter { $0.offset % 7 == 3 }.prefix(20).map(\.element.id)
    let again = try await runner.run(.tests(some), deadline: .seconds(500))
    #expect(again.ending == .completed, "\(again.output)")
    for id in some { #expect(again.byTest[id]?.status == .passed, "\(id)") }
    let file = try #require(entries.map(\.path).first { adapter.canRun($0) })
    let one = try await runner.run(.files([file]), deadline: .seconds(500))
    #expect(one.ending == .completed, "\(one.output)")
    for result in one.results { #expect(run.byTest[result.id]?.status == result.status) }
    print("\(path): \(again.results.count) of \(some.count) by id, \(one.results.count) of \(file)")
  }

  private static func tail(_ text: String) -> String {
    text.split(separator: "\n").suffix(12).joined(separator: "\n")
  }
}
