import TandemChecks
import TandemCore
import TandemWorkspace
import Testing

@Suite struct PytestAdapterTests {
  static let kinds = [
    "tests/test_kinds.py": """
    import pytest

    def test_passes():
        assert True

    def test_fails():
        expected = 3
        assert 1 + 1 == expected

    def test_raises():
        {}["missing"]

    @pytest.mark.skip
    def test_skipped():
        assert False

    @pytest.mark.xfail
    def test_fails_as_expected():
        assert False

    @pytest.mark.xfail
    def test_passes_unexpectedly():
        pass

    @pytest.mark.xfail(strict=True)
    def test_passes_strictly_unexpectedly():
        pass

    @pytest.mark.parametrize("text", ["a b", "x::y", "[z]", "é"])
    def test_each(text):
        assert text != "x::y"

    @pytest.fixture
    def broken():
        raise OSError("no disk")

    @pytest.fixture
    def leaves_badly():
        yield
        raise ValueError("cannot close")

    def test_set_up(broken):
        pass

    def test_tear_down(leaves_badly):
        pass

    class TestInside:
        def test_method(self):
            pass
    """
  ]

  @Test func everyKindOfEndingHasItsStatus() async throws {
    let fixture = try PythonFixture(Self.kinds)
    let run = try await fixture.run(PytestAdapter())
    #expect(run.ending == .completed)
    #expect(
      run.statuses == [
        "tests/test_kinds.py::test_passes": .passed,
        "tests/test_kinds.py::test_fails": .failed,
        "tests/test_kinds.py::test_raises": .failed,
        "tests/test_kinds.py::test_skipped": .skipped,
        "tests/test_kinds.py::test_fails_as_expected": .skipped,
        "tests/test_kinds.py::test_passes_unexpectedly": .passed,
        "tests/test_kinds.py::test_passes_strictly_unexpectedly": .failed,
        "tests/test_kinds.py::test_each[a b]": .passed,
        "tests/test_kinds.py::test_each[x::y]": .failed,
        "tests/test_kinds.py::test_each[[z]]": .passed,
        "tests/test_kinds.py::test_each[\\xe9]": .passed,
        "tests/test_kinds.py::test_set_up": .failed,
        "tests/test_kinds.py::test_tear_down": .failed,
        "tests/test_kinds.py::TestInside::test_method": .passed,
      ])
    // The runner's own summary: setup and teardown errors are counted apart there.
    #expect(run.output.contains("4 failed, 6 passed, 1 skipped, 1 xfailed, 1 xpassed, 2 errors"))
  }

  @Test func `an id that begins with a dash is no option`() {
    let invocation = TestInvocation(selection: .tests([TestID("-pevil"), TestID("--co::x")]))
    let arguments = PytestAdapter().command(for: invocation).arguments
    #expect(arguments.suffix(2) == ["./--co", "./-pevil"])
  }
}
