import TandemChecks
import TandemCore
import Testing

@Suite struct UnittestTroubleTests {
  static func run(_ body: String) async throws -> TestRun {
    let lines = body.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
    let fixture = try PythonFixture([
      "test_a.py": "import os, sys, unittest\nclass A(unittest.TestCase):\n\(lines)\n"
    ])
    let adapter = try #require(fixture.detect().adapter)
    return try await fixture.run(adapter)
  }

  @Test func leavingWithZeroIsNotBelieved() async throws {
    let run = try await Self.run("def test_a(self): pass\ndef test_b(self): os._exit(0)")
    #expect(
      run.ending
        == .broken(
          reason: "the result file has no end: the process left with exit 0 "
            + "while running test_a.A.test_b"))
    #expect(run.statuses == ["test_a.A.test_a": .passed, "test_a.A.test_b": .failed])
  }

  @Test func anInterruptIsNotBelieved() async throws {
    let run = try await Self.run(
      "def test_a(self): pass\ndef test_b(self): raise KeyboardInterrupt()\ndef test_c(self): pass")
    #expect(
      run.ending == .broken(reason: "the runner was ended by SIGINT")
        || run.ending
          == .broken(reason: "the result file has no end: the process left with exit 1")
    )
  }

  @Test func aCrashIsBrokenAndNamesTheTest() async throws {
    let run = try await Self.run("def test_crash(self): import ctypes; ctypes.string_at(0)")
    #expect(
      run.ending
        == .broken(reason: "the runner was ended by SIGSEGV while running test_a.A.test_crash"))
    #expect(run.output.contains("Fatal Python error: Segmentation fault"))
  }

  @Test func aTestThatIsRedOnceIsFlaky() async throws {
    let scene = try await AdapterScene(
      [
        "test_a.py": """
        import os, unittest
        class A(unittest.TestCase):
            def test_flaky(self): self.assertNotEqual(os.environ["RUN"], "1")
            def test_red(self): self.fail()
        """
      ], needs: ["python3"])
    let baseline = try await scene.baseline()
    #expect(baseline.runner == "unittest")
    #expect(baseline.flaky == [TestID("test_a.A.test_flaky")])
    #expect(baseline.failing == [TestID("test_a.A.test_red")])
  }

  @Test func noiseClosedStreamsForksAndInnerRunnersDoNotDisturbTheReport() async throws {
    let run = try await Self.run(
      """
      def test_a(self): os.write(1, b'\\xff{"end": 0}' * 100); print("noise")
      def test_b(self): sys.stderr.close(); sys.stdout.close()
      def test_c(self):
          if os.fork() == 0:
              return
          os.wait()
      def test_d(self):
          class Inner(unittest.TestCase):
              def test_inner(self): self.fail()
          suite = unittest.defaultTestLoader.loadTestsFromTestCase(Inner)
          unittest.TextTestRunner(stream=open(os.devnull, "w")).run(suite)
      def test_e(self): os.close(2)
      """)
    #expect(run.ending == .completed)
    #expect(
      run.statuses == [
        "test_a.A.test_a": .passed, "test_a.A.test_b": .passed, "test_a.A.test_c": .passed,
        "test_a.A.test_d": .passed, "test_a.A.test_e": .passed,
      ])
  }

  @Test func aSummaryThatCannotBePrintedTakesNoResultAway() async throws {
    let run = try await Self.run(
      """
      def test_a(self):
          class Shy:
              def __repr__(self): raise OSError("not now")
          with self.subTest(shy=Shy()): self.fail("seen")
      """)
    #expect(run.output.contains("OSError: not now"))
    #expect(run.ending == .completed)
    #expect(run.statuses == ["test_a.A.test_a": .failed])
    #expect(run.results.first?.failure?.message == "seen")
  }

  @Test func aTestThatIsLoadedTwiceCountsAsItsWorst() async throws {
    let fixture = try PythonFixture([
      "test_a.py": """
      import unittest
      class A(unittest.TestCase):
          count = []
          def test_once(self):
              self.count.append(1)
              self.assertEqual(len(self.count), 1)
      def load_tests(loader, tests, pattern):
          return unittest.TestSuite([tests, loader.loadTestsFromTestCase(A)])
      """
    ])
    let run = try await fixture.run(try #require(fixture.detect().adapter))
    #expect(run.ending == .completed)
    #expect(run.statuses == ["test_a.A.test_once": .failed])
  }
}
