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
    ("a1B2c3_ __x1__ABCd_9z", ["a1", "b2c3", "a1b2c3", "x1", "ab", "cd", "x1__abcd_9z"]),
    ("", []),
  ])
  func `a name gives its parts and itself`(text: String, words: [String]) {
    #expect(CodeWords.split(text) == words)
  }

  @Test func `endless names are no words`() {
    let long = String(repeating: "a", count: 62)
    #expect(CodeWords.split("\(long)aaa bc") == ["bc"])
    #expect(CodeWords.split("bc_\(long) d_\(long)__ ef") == [long, "d_" + long, "ef"])
  }
}
