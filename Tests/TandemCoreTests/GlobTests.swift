import TandemCore
import Testing

/// What a path pattern means.
@Suite struct GlobTests {
  @Test(arguments: [
    ("*.py", "a.py", true), ("*.py", "src/deep/a.py", true), ("*.py", "a.pyc", false),
    ("src/*.py", "src/a.py", true), ("src/*.py", "src/b/a.py", false),
    ("src/**/*.py", "src/a.py", true), ("src/**/*.py", "src/b/c/a.py", true),
    ("src/", "src/b/a.py", true), ("src", "src/b/a.py", true), ("src", "lib/src/a.py", true),
    ("/src", "src/a.py", true), ("/src", "lib/src/a.py", false),
    ("src/**", "src/a/b", true), ("src/**", "srcs/a", false),
    ("**/migrations/*.py", "app/migrations/0001.py", true),
    ("**/migrations/*.py", "migrations/0001.py", true),
    ("a?c", "abc", true), ("a?c", "ac", false), ("a*b*c", "axxbxxc", true),
    ("a*b*c", "axxc", false),
    ("*", "any/thing", true), ("", "a", false), ("a", "b", false),
    ("a*a*a*a*a*a*b", String(repeating: "a", count: 200), false),
  ]) func aPatternMeansPaths(pattern: String, path: String, matches: Bool) {
    #expect(Glob(pattern).matches(path) == matches)
  }

  @Test func aStableHashIsTheSameEverywhere() {
    // The published test vectors of FNV-1a.
    #expect(StableHash.of("") == "cbf29ce484222325")
    #expect(StableHash.of("foobar") == "85944171f73967e8")
  }
}
