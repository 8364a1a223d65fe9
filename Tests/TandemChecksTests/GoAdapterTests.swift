import TandemChecks
import TandemCore
import TandemWorkspace
import Testing

@Suite struct GoAdapterTests {
  static let needs = ["go>=1.18"]

  @Test func `ids, kinds and counts are go's own`() async throws {
    let scene = try await AdapterScene(
      [
        "go.mod": "module example.org/fx\n\ngo 1.18\n", "a.go": "package fx\n",
        "a_test.go": """
        package fx
        import ("os"; "testing")
        func TestOK(t *testing.T) {}
        func TestBad(t *testing.T) {
          t.Run("a b/c", func(t *testing.T) { t.Errorf("got %d want %d", 1, 2) })
          t.Run("fine", func(t *testing.T) {})
        }
        func TestSkip(t *testing.T) { t.Skip("no") }
        func TestFlaky(t *testing.T) { if os.Getenv("RUN") == "1" { t.Fail() } }
        """,
        "sub/b_test.go": """
        package sub
        import "testing"
        func TestFirst(t *testing.T) {}
        func TestPanic(t *testing.T) { var m map[string]int; m["a"] = 1 }
        func TestNever(t *testing.T) {}
        """,
        "bad/x.go": "package bad\nfunc x( {}\n",
        "bad/x_test.go": "package bad\nimport \"testing\"\nfunc TestZ(t *testing.T) {}\n",
      ], needs: Self.needs)
    #expect(scene.detected.reason == "go.mod is a Go module and a_test.go has tests")
    let baseline = try await scene.baseline()
    #expect(baseline.run?.ending == .completed)
    #expect(
      baseline.run?.statuses == [
        "a_test.go::TestOK": .passed, "a_test.go::TestBad": .failed,
        "a_test.go::TestBad/a_b/c": .failed, "a_test.go::TestBad/fine": .passed,
        "a_test.go::TestSkip": .skipped, "a_test.go::TestFlaky": .failed,
        "sub/b_test.go::TestFirst": .passed, "sub/b_test.go::TestPanic": .failed, "bad": .error,
      ])
    #expect(baseline.flaky == [TestID("a_test.go::TestFlaky")])
    let panic = baseline.run?.byTest[TestID("sub/b_test.go::TestPanic")]?.failure
    #expect(panic?.errorClass == "panic")
    #expect(panic?.message.contains("assignment to entry in nil map") ?? false)
    let one = try await scene.run(.tests([TestID("a_test.go::TestBad/fine")]))
    #expect(one.statuses == ["a_test.go::TestBad/fine": .passed])
    let file = try await scene.run(.files(["sub/b_test.go"]))
    #expect(
      file.statuses.keys.sorted() == ["sub/b_test.go::TestFirst", "sub/b_test.go::TestPanic"])
    let parted = try await scene.runInSteps(["a_test.go::TestOK", "sub/b_test.go::TestPanic"])
    #expect(parted.ending == .completed)
    #expect(
      parted.statuses == ["a_test.go::TestOK": .passed, "sub/b_test.go::TestPanic": .failed])
  }

  @Test func `a process that dies takes the running test with it`() async throws {
    let scene = try await AdapterScene(
      [
        "go.mod": "module fx\n", "a.go": "package fx\n",
        "a_test.go": """
        package fx
        import ("syscall"; "testing")
        func TestDies(t *testing.T) { syscall.Kill(syscall.Getpid(), syscall.SIGKILL); select {} }
        """,
      ], needs: Self.needs)
    let run = try await scene.run()
    #expect(run.ending == .completed)
    #expect(run.statuses == ["a_test.go::TestDies": .failed])
  }
}
