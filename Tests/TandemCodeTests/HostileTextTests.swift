import TandemCode
import Testing

/// Texts made to cost much: each must be read in time that grows with its length alone.
@Suite(.timeLimit(.minutes(1))) struct HostileTextTests {
  @Test(arguments: [
    (Language.javaScript, "/ [ "), (.javaScript, "`${"), (.javaScript, "f(function(){},"),
    (.javaScript, "> ( ) { } "), (.swift, "\"\\("), (.cPlusPlus, "( ] "),
    (.cPlusPlus, "> class X { "),
    (.rust, "/* "), (.rust, "r#\""), (.python, "f'{"), (.python, "def f():0\n"), (.python, "((\n"),
    (.go, "func ("), (.java, "@A( "), (.typeScript, ") : {"), (.c, "#if x\n#else\n"),
  ])
  func `repeated openings cost no more than their length`(language: Language, piece: String) {
    let text = String(repeating: piece, count: 40_000)
    let source = SourceTokens(text, language: language)
    #expect(source.tokens.count <= text.utf8.count)
    #expect(Definitions.find(in: source).count <= 40_000)
  }

  @Test func `long traces and logs are read line by line`() {
    let lines = String(
      repeating: "  at f at g at h (see \"x\" in y at z:1:2:3) at \n", count: 20_000)
    #expect(StackTraces.frames(in: lines).isEmpty)
    #expect(
      StackTraces.frames(in: String(repeating: "File \"a.py\", line 1, in f\n", count: 9000)).count
        == 2000)
  }

  @Test func `test files of many lines are compared once`() {
    let before = (0..<20_000).map { "x\($0) = 1\n" }.joined()
    #expect(
      TestDefinitions.changed(before: before, after: "y = 1\n", path: "tests/a.py") == ["<module>"])
  }
}
