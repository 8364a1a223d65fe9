import TandemChecks
import Testing

@Suite struct TestFilesTests {
  @Test(arguments: [
    "tests/test_a.py", "pkg/a_test.py", "shop/tests.py", "src/a.test.ts", "a.spec.jsx",
    "src/__tests__/a.js", "pkg/a_test.go", "tests/cli.rs", "src/lexer/tests.rs",
    "src/test/java/AppTest.java", "Tests/AppTests/ParserTests.swift", "test/test_list.c",
    "list_test.cpp",
  ])
  func aTestFileIsKnownByItsName(path: String) {
    #expect(TestFiles.isTest(path))
  }

  @Test(arguments: [
    "pkg/a.py", "tests/helpers.py", "pkg/testing.py", "tests/conftest.py", "src/a.ts",
    "src/latest.js", "pkg/a.go", "src/lib.rs", "src/main/java/App.java", "Sources/Parser.swift",
    "README.md", "tests", "test_data.json",
  ])
  func anythingElseIsNot(path: String) {
    #expect(!TestFiles.isTest(path))
  }

  @Test func whatSteersTheRunnerIsFoundAnywhere() {
    let files = [
      "Makefile", "conftest.py", "docs/conf.py", "pkg/a.py", "pyproject.toml", "setup.cfg",
      "sub/tests/conftest.py", "tests/runtests.py", "tox.ini", "x/sitecustomize.py",
      "y/usercustomize.py", "z.pth",
    ]
    #expect(
      TestFiles.runnerConfigurationPaths(files) == [
        "Makefile", "conftest.py", "pyproject.toml", "setup.cfg", "sub/tests/conftest.py",
        "tests/runtests.py", "tox.ini", "x/sitecustomize.py", "y/usercustomize.py", "z.pth",
      ])
  }
}
