import Testing

@testable import TandemPatch

/// Every spelling of a path that an attacker may try, and honest twins that must pass.
@Suite struct PathSafetyTests {
  @Test(arguments: [
    ("", Refusal.empty),
    ("../x", .parent), ("a/../../x", .parent), ("a/..", .parent),
    ("/etc/passwd", .absolute), ("//x", .absolute), ("C:/x", .absolute), ("c:x", .absolute),
    ("./x", .emptyComponent), ("a//b", .emptyComponent), ("a/", .emptyComponent),
    (".", .emptyComponent),
    (".git", .gitDirectory), (".git/hooks/pre-commit", .gitDirectory),
    (".GIT/config", .gitDirectory),
    ("sub/.Git/x", .gitDirectory), ("git~1/x", .gitDirectory), ("GIT~12", .gitDirectory),
    (".git./x", .gitDirectory), (".git /x", .gitDirectory), (".git . /x", .gitDirectory),
    (".git::$INDEX_ALLOCATION/x", .gitDirectory), (".git:x", .gitDirectory),
    (".gitmodules", .submodules), ("a/.GITMODULES", .submodules), ("gitmod~1", .submodules),
    ("gi7eba~2", .submodules), (".gitmodules:$DATA", .submodules),
    ("a.txt::$DATA", .stream), ("ab:$c", .stream),
    ("a./b", .trailingDotOrSpace), ("a /b", .trailingDotOrSpace), ("a.", .trailingDotOrSpace),
    ("foo\\..\\x", .backslash), ("a\\b", .backslash),
    ("a\u{0}b", .controlCharacter), ("a\nb", .controlCharacter), ("a\rb", .controlCharacter),
    ("a\tb", .controlCharacter), ("a\u{7f}", .controlCharacter),
    (".g\u{200C}it/x", .hiddenCharacter), (".gi\u{FEFF}t", .hiddenCharacter),
    ("a\u{202E}gpj.exe", .hiddenCharacter), ("a\u{E0041}", .hiddenCharacter),
    ("\"b/x\"", .quoted),
  ]) func whatMayHarmIsRefused(path: String, refusal: Refusal) {
    #expect(PathSafety.check(path) == refusal)
  }

  @Test func aPathLongerThanAnyFileSystemTakesIsRefused() {
    #expect(PathSafety.check(String(repeating: "a", count: 256)) == .tooLong)
    #expect(PathSafety.check(String(repeating: "a/", count: 2048) + "a") == .tooLong)
    #expect(PathSafety.check(String(repeating: "a", count: 255)) == nil)
  }

  @Test(arguments: [
    "a", "src/a.py", ".github/workflows/ci.yml", ".gitignore", ".gitattributes", "a/.gitkeep",
    "git", "a/git~x", "digit~1", "legit.git/x", "..a", "...x", "a..b", "a b/c d.txt",
    "über/naïve.py",
    "日本語.md", "Foo::Bar.3pm", "~tilde", "-dash", "a@b", "x.gitmodules",
  ]) func honestPathsPass(path: String) { #expect(PathSafety.check(path) == nil) }

  @Test func twinsOfCaseAndCompositionAreFound() {
    #expect(
      PathSafety.twins(["a/B.py", "a/b.py", "c.py", "caf\u{E9}", "cafe\u{301}", "c.py"])
        .map { $0.map { Array($0.utf8) } }
        == [["a/B.py", "a/b.py"], ["cafe\u{301}", "caf\u{E9}"]].map { $0.map { Array($0.utf8) } })
    #expect(PathSafety.twins(["a", "b", "A/a"]) == [])
  }
}
