import TandemCode
import Testing

/// Tests and changes to them where blocks are braces.
@Suite struct BraceTestDefinitionsTests {
  private func tests(_ text: String, _ language: Language, _ path: String) -> [String] {
    TestDefinitions.tests(in: SourceTokens(text, language: language), path: path).map(\.name)
  }

  private func changed(_ before: String, _ after: String, _ path: String) -> [String] {
    TestDefinitions.changed(before: before, after: after, path: path)
  }

  @Test func `each language's runner has its custom`() {
    #expect(
      tests("func TestA(t *testing.T) { }\nfunc help() { }", .go, "a_test.go") == ["TestA"])
    #expect(tests("func TestA(t *testing.T) { }", .go, "a.go") == [])
    #expect(
      tests(
        "#[test]\nfn a() { }\n#[tokio::test]\nasync fn b() { }\n#[cfg(test)]\nfn c() { }", .rust,
        "src/a.rs") == ["a", "b"])
    #expect(
      tests("class A { @Test void a() { } @BeforeEach void b() { } }", .java, "ATest.java") == ["a"]
    )
    #expect(
      tests(
        "@Test func a() { }\nfinal class B: XCTestCase {\n  func testC() { }\n  func d() { }\n}",
        .swift,
        "BTests.swift") == ["a", "testC"])
    #expect(
      tests("describe('x', () => { it('y', () => { }); before(() => { }); });", .javaScript, "x.js")
        == ["test y"])
    #expect(tests("TEST(A, B) { }\nint c() { }", .cPlusPlus, "a.cc") == ["TEST A B"])
  }

  @Test func `go: a new test and import are additions, a changed body and a TestMain are not`() {
    let before = "import (\n\t\"a\"\n)\n\nfunc TestA(t *T) {\n\tx(1)\n}\n"
    #expect(
      changed(
        before,
        "import (\n\t\"a\"\n\t\"b\"\n)\n\nfunc TestA(t *T) { x(1) }\n\nfunc TestB(t *T) { }\n",
        "a_test.go") == [])
    #expect(
      changed(before, "import (\n\t\"a\"\n)\n\nfunc TestA(t *T) {\n\tx(2)\n}\n", "a_test.go") == [
        "TestA"
      ])
    #expect(changed(before, before + "func TestMain(m *M) { }\n", "a_test.go") == ["<module>"])
    #expect(changed(before, "import (\n\t\"a\"\n)\n", "a_test.go") == ["TestA"])
  }

  @Test func `javascript: what stands in a describe is judged piece by piece`() {
    let before = """
      describe('a', () => {
        const x = 1;
        beforeEach(() => { x = 2; });
        it('b', () => { ok(x); });
      });
      """
    func edit(_ old: String, _ new: String) -> [String] {
      changed(
        before,
        before.split(separator: old, omittingEmptySubsequences: false).joined(separator: new),
        "test/a.js")
    }
    #expect(edit("});\n});", "});\n  it('c', () => { ok(1); });\n});") == [])
    #expect(edit("ok(x)", "ok(1)") == ["describe a.test b"])
    #expect(edit("x = 2", "x = 3") == ["describe a.beforeEach"])
    #expect(edit("const x = 1", "const x = 4") == ["describe a"])
    #expect(edit("});\n});", "});\n  afterEach(() => { });\n});") == ["describe a"])
    #expect(edit("it('b'", "it.skip('b'") != [])
  }

  @Test func `rust and java: a new attribute changes the test it stands on`() {
    #expect(
      changed("#[test]\nfn a() { }\n", "#[test]\n#[ignore]\nfn a() { }\n", "tests/a.rs") == ["a"])
    #expect(
      changed(
        "class A { @Test void a() { } }", "class A { @Disabled @Test void a() { } }", "ATest.java")
        == ["A.a"])
    #expect(
      changed(
        "class A {\n @Test void a() { }\n}",
        "class A {\n @BeforeEach void z() { }\n @Test void a() { }\n}", "ATest.java")
        == ["A"])
  }
}
