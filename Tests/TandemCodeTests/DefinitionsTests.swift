import TandemCode
import Testing

/// Which definitions are found, shown as `kind qualified.name first-last`.
@Suite struct DefinitionsTests {
  private func find(_ text: String, _ language: Language) -> [String] {
    Definitions.find(in: SourceTokens(text, language: language)).map {
      "\($0.kind) \($0.qualifiedName) \($0.firstLine)-\($0.lastLine)"
    }
  }

  @Test func `python definitions take their decorators and nested ones their owners`() {
    let text = """
      import a

      @a.b(
        1)
      @c
      class A(B):
          x = 1

          async def f(self):
              def g():
                  pass
              return g

          def h(self): return ''' 
              x'''

      # between
      def k():
          if a:
              return 1

      y = 2
      """
    #expect(
      find(text, .python) == [
        "type A 3-15", "method A.f 9-12", "function A.f.g 10-11", "method A.h 14-15",
        "function k 18-20",
      ])
  }

  @Test func `a python definition says its head line and its bytes`() throws {
    let text = "@d\ndef f():\n  pass\nx"
    let found = try #require(
      Definitions.find(in: SourceTokens(text, language: .python)).first)
    #expect(found.headLine == 2)
    #expect(String(text.utf8.prefix(found.bytes.upperBound)) == "@d\ndef f():\n  pass")
    #expect(found.bytes.lowerBound == 0)
  }

  @Test func `the innermost definition of a line is found`() {
    let found = Definitions.find(
      in: SourceTokens("class A:\n  def f(self):\n    pass\n  x = 1\n", language: .python))
    #expect(Definitions.innermost(at: 3, of: found)?.name == "f")
    #expect(Definitions.innermost(at: 4, of: found)?.name == "A")
    #expect(Definitions.innermost(at: 9, of: found) == nil)
  }
}
