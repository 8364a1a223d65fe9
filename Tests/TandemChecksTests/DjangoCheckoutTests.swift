import FoundationEssentials
import Glibc
import TandemChecks
import TandemCore
import TandemGit
import TandemSandbox
import TandemTestKit
import TandemWorkspace
import Testing

/// Real bugs of Django in the real sandbox, where `TANDEM_DJANGO` says where they are:
/// `PATH;REPOSITORY;BENCHMARK;INSTANCE INSTANCE`, the first a `PATH` whose `python3` has Django's
/// requirements, the third a folder with `instances.jsonl` and `e2e_django.jsonl`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["TANDEM_DJANGO"] != nil))
struct DjangoCheckoutTests {
  private struct Base: Decodable {
    var instance_id: String
    var base_commit: String
  }
  private struct Hidden: Decodable {
    var instance_id: String
    var test_patch: String
    var modules: [String]
    var fail_to_pass: [String]
  }

  private static func lines<T: Decodable>(_ path: String) throws -> [T] {
    try String(contentsOfFile: path, encoding: .utf8).utf8.split(separator: 10).map {
      try JSONDecoder().decode(T.self, from: Data($0))
    }
  }

  @Test func hiddenTestsFailOnTheBaseAndCountsAreTheRunnersOwn() async throws {
    let setting = try #require(ProcessInfo.processInfo.environment["TANDEM_DJANGO"])
    let parts = setting.split(separator: ";").map(String.init)
    let bases: [Base] = try Self.lines(parts[2] + "/instances.jsonl")
    let hidden: [Hidden] = try Self.lines(parts[2] + "/e2e_django.jsonl")
    let host = HostEnvironment(
      path: parts[0], home: "/nonexistent", userName: "tester", uid: geteuid(), gid: getegid())
    let repository = try Repository.open(at: parts[1])
    let state = try TemporaryDirectory("checks")
    for id in parts[3].split(separator: " ") {
      let base = try #require(bases.first { $0.instance_id == id })
      let judge = try #require(hidden.first { $0.instance_id == id })
      let tree = try repository.resolve(base.base_commit).tree
      let entries = try repository.entries(ofTree: tree)
      let ids = Dictionary(uniqueKeysWithValues: entries.map { ($0.path, $0.id) })
      let detected = TestDetection.detect(
        files: entries.map(\.path),
        read: { path in
          ids[path].flatMap { try? repository.blob($0) }.map { String(decoding: $0, as: UTF8.self) }
        }, configured: ConfiguredTests())
      let runner = TestRunner(
        workspace: try await Workspace.prepare(
          repository: repository, tree: tree,
          options: WorkspaceOptions(state: state.path, host: host),
          runner: Bubblewrap(host: host, level: .full)),
        adapter: try #require(detected.adapter))
      let files = judge.modules.map {
        "tests/" + $0.split(separator: ".").joined(separator: "/") + ".py"
      }
      let changes = try repository.apply(patch: judge.test_patch, toTree: tree)
      let run = try await runner.run(.files(files), changes: changes, deadline: .seconds(500))
      #expect(run.ending == .completed, "\(run.output)")
      let counted = run.results.count { !$0.id.name.hasSuffix(")") }
      // The runner dies of its own summary where a subtest's parameter cannot be shown.
      #expect(
        run.output.contains("\nRan \(counted) tests in ")
          || (run.output.contains("in printErrors") && !run.output.contains("\nRan ")),
        "\(run.output)")
      // `test_a (module.Class.test_a)`, as Python 3.11 writes it.
      let expected = judge.fail_to_pass.compactMap { $0.split(separator: "(").last?.dropLast() }
      let red = run.red
      for name in expected where !red.contains(TestID(String(name))) {
        // Under setUpClass or an import error there is no result of its own.
        #expect(
          red.contains { $0.name.hasSuffix(")") || name.hasPrefix($0.name + ".") },
          "\(id): \(name)")
      }
      let again = try await runner.run(.tests(red), changes: changes, deadline: .seconds(500))
      #expect(again.red == red)
      print(
        "\(id): \(run.results.count) results, \(red.count) red (\(expected.count) expected), "
          + "\(run.ids(.skipped).count) skipped, \(run.seconds) s; red alone \(again.seconds) s")
    }
  }
}
