import TandemChecks
import TandemCore
import TandemWorkspace
import Testing

@Suite struct MakeAdapterTests {
  @Test func `one coarse result: a crash and a failure are red, and red once is flaky`()
    async throws
  {
    let rules = { (line: String) in "test: check.sh\n\t\(line)\n" }
    let scene = try await AdapterScene(
      ["Makefile": rules("sh check.sh"), "check.sh": "[ \"$RUN\" != 1 ]\n"], needs: ["make"])
    let test = TestID("make test")
    let baseline = try await scene.baseline()
    #expect(baseline.run?.statuses == ["make test": .failed])
    #expect(baseline.flaky == [test] && baseline.failing == [])
    let crash = FileChange(path: "check.sh", text: "kill -ABRT $$\n")
    let dead = try await scene.run(changes: [crash])
    #expect(dead.ending == .completed)
    #expect(dead.statuses == ["make test": .failed])
    #expect(dead.byTest[test]?.failure?.errorClass == "exit 2")
    #expect(dead.byTest[test]?.failure?.trace.contains("Makefile:2: test] Aborted") ?? false)
    let killsMake = FileChange(path: "check.sh", text: "kill -KILL $PPID\n")
    let killed = try await scene.run(changes: [killsMake])
    #expect(killed.statuses == ["make test": .failed])
  }
}
