import Testing

@testable import TandemGit

/// Which paths a change may name.
struct PathRulesTests {
  @Test(arguments: [
    "a", "a/b.txt", ".gitignore", ".github/workflows/x.yml", "a/.gitattributes", "git",
    "gitmodules",
    "a b/c", "é/ü.txt", "...", "..a", "a..b", "con", "a:b", ".gitkeep", "git~2", "x.git", ".gitx",
    "-rf", "gitmodules~1",
  ])
  func anOrdinaryPathMayBeWritten(path: String) {
    #expect(PathRules.refusal(of: path) == nil)
  }

  @Test(arguments: [
    "", "/etc/passwd", "../x", "a/../b", "a/./b", ".", "..", "a//b", "a/", ".git", ".git/config",
    "a/.git/hooks/x", ".GIT/config", ".Git", "git~1", "GIT~1/config", ".git.", ".git ", ".git . .",
    ".git::$INDEX_ALLOCATION", ".git:x", ".g\u{200c}it", "\u{feff}.git/config", ".gi\u{200d}t",
    ".gitmodules", ".GITMODULES", ".gitmodules ", "gitmod~1", "GITMOD~4", "gi7eba~1", "a\u{0}b",
    "a\nb", "a\\b", "a\u{7f}", String(repeating: "x", count: 256),
    String(repeating: "x/", count: 2100) + "x",
  ])
  func anUnsafePathIsRefused(path: String) {
    #expect(PathRules.refusal(of: path) != nil)
  }
}
