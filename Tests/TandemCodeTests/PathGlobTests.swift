import TandemCode
import Testing

/// Which paths a pattern holds for.
@Suite struct PathGlobTests {
  @Test(arguments: [
    ("*.py", "a/b/c.py"), ("a/*.py", "a/c.py"), ("a/**", "a/b/c.py"), ("a/**/c.py", "a/c.py"),
    ("a/**/c.py", "a/x/y/c.py"), ("**/c.?y", "a/b/c.py"), ("a/", "a/b/c.py"),
    ("src/a", "src/a/b.c"),
    ("*.{ts,tsx}", "x/y.tsx"), ("./a/b.py", "a/b.py"), ("a/*b*/c", "a/xbbx/c"), ("c.py", "a/c.py"),
    ("**/*.p*", "a.py"),
  ])
  func `a pattern holds`(pattern: String, path: String) {
    #expect(PathGlob(pattern).matches(path))
  }

  @Test(arguments: [
    ("*.py", "a.pyc"), ("a/*.py", "a/b/c.py"), ("a/**/c.py", "b/c.py"), ("a/?.py", "a/bb.py"),
    ("src/a", "src/ab/c"), ("a/", "a"), ("*.{ts,tsx}", "x.js"), ("", "a"), ("a/b.py", "x/a/b.py"),
  ])
  func `a pattern does not hold`(pattern: String, path: String) {
    #expect(!PathGlob(pattern).matches(path))
  }
}
