import TandemCode
import Testing

/// The words that search counts.
@Suite struct CodeWordsTests {
  @Test(arguments: [
    ("parseHTTPDate_v2", ["parse", "http", "date", "v2", "parsehttpdate_v2"]),
    ("snake_case camelCase", ["snake", "case", "snake_case", "camel", "case", "camelcase"]),
    ("django.utils.http", ["django", "utils", "http"]),
    ("__init__ _x", ["init"]),
    ("It is the 3rd 0x1F value", ["value"]),
    ("Größe naïveCase", ["größe", "naïve", "case", "naïvecase"]),
    ("", []),
  ])
  func `a name gives its parts and itself`(text: String, words: [String]) {
    #expect(CodeWords.split(text) == words)
  }

  @Test func `endless names are no words`() {
    #expect(CodeWords.split(String(repeating: "a", count: 65) + " bc") == ["bc"])
  }
}
