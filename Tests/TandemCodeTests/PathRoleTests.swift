import TandemCode
import Testing

/// What files are for, and in which language they are.
@Suite struct PathRoleTests {
  @Test(arguments: [
    ("django/utils/http.py", PathRole.source), ("src/contest.py", .source),
    ("a/latest.js", .source),
    ("django/test/client.py", .source), ("django/test/test_x.py", .test),
    ("test/run.py", .test), ("src/test/java/A.java", .test), ("a/test/b.js", .test),
    ("tests/a/b.html", .test), ("pkg/run_test.go", .test),
    ("src/a.test.ts", .test), ("conftest.py", .test), ("Tests/ATests/B.swift", .test),
    ("src/main/java/FooTest.java", .test), ("src/test.rs", .test), ("testdata/x.json", .test),
    ("docs/ref/a.txt", .documentation), ("README.md", .documentation), ("CHANGES", .documentation),
    ("src/main/java/com/example/shop/Cart.java", .source),
    ("java/example/Main.java", .documentation),
    ("examples/run.py", .documentation), ("vendor/a/b.go", .vendored),
    ("astropy/extern/ply.py", .vendored), ("node_modules/a/index.js", .vendored),
    ("static/jquery.min.js", .generated), ("Cargo.lock", .generated), ("go.sum", .generated),
    ("conf/locale/de/formats.py", .source), ("conf/locale/de/a.json", .generated),
    ("api/v1.pb.go", .generated),
  ])
  func `a path tells the role`(path: String, role: PathRole) {
    #expect(PathRole(path: path) == role)
  }

  @Test(arguments: [
    ("a/b.py", "", Language.python), ("b.PYI", "", .python), ("x.h", "", .c),
    ("x.hpp", "", .cPlusPlus),
    ("a.tsx", "", .typeScript), ("a.mjs", "", .javaScript), ("lib.rs", "", .rust),
    ("bin/tool", "#!/usr/bin/env python3\nx", .python),
    ("bin/tool", "#!/usr/bin/node\n", .javaScript),
  ])
  func `a path or a first line tells the language`(path: String, head: String, language: Language) {
    #expect(Language(path: path, bytes: Array(head.utf8)) == language)
  }

  @Test(arguments: [
    ("Makefile", "all:"), ("a.txt", "#!/usr/bin/python"), ("bin/tool", "#!/bin/sh"),
  ])
  func `other files have none`(path: String, head: String) {
    #expect(Language(path: path, bytes: Array(head.utf8)) == nil)
  }
}
