import TandemCore
import TandemGit
import TandemIndex
import TandemTestKit
import Testing

@testable import TandemRetrieval

/// What changes with a file, and what depends on it.
@Suite struct CouplingTests {
  @Test(
    arguments: [
      // Three of four changes of `a` changed `b` too, and `b` never changed alone.
      ([["a", "b"], ["a", "b"], ["a", "b"], ["a"], ["x"], ["y"], ["z"], ["x"]], ["b 3/4"]),
      // Twice is chance.
      ([["a", "b"], ["a", "b"], ["x"], ["y"]], []),
      // What changes with everything is tied to nothing.
      (
        [["a", "log"], ["a", "log"], ["a", "log"], ["x", "log"], ["y", "log"], ["z", "log"]], []
      ),
      // Too small a share of what changed `a`.
      (Array(repeating: ["a", "b"], count: 3) + Array(repeating: ["a"], count: 17) + [["x"]], []),
      ([], []),
    ] as [([[String]], [String])])
  func `files that change together more often than by chance`(
    commits: [[String]], pairs: [String]
  ) {
    #expect(
      CoChange.pairs(of: ["a"], in: commits).map { "\($0.file) \($0.times)/\($0.all)" } == pairs)
  }

  @Test func `sweeps tie nothing, and the strongest comes first`() {
    let sweep = ["a"] + (0..<40).map { "n\($0)" }
    let others = Array(repeating: ["x"], count: 20)
    let commits =
      Array(repeating: sweep, count: 5) + Array(repeating: ["a", "b", "c"], count: 3)
      + [["a", "c"]] + others
    #expect(CoChange.pairs(of: ["a"], in: commits).map(\.file) == ["c", "b"])
  }

  @Test(
    arguments: [
      ("shop.dates", "shop/cart.py", ["shop/dates.py"]),
      ("shop.dates.parse", "shop/cart.py", ["shop/dates.py"]),
      (".dates", "shop/cart.py", ["shop/dates.py"]),
      (".dates.parse", "shop/cart.py", ["shop/dates.py"]),
      ("..cart", "shop/sub/deep.py", ["shop/cart.py"]), (".", "shop/cart.py", ["shop/__init__.py"]),
      ("os", "shop/cart.py", []), ("....x", "shop/cart.py", []),
      ("./util", "web/app.js", ["web/util.ts"]), ("../web/util.js", "lib/x.js", ["web/util.ts"]),
      ("./parts", "web/app.js", ["web/parts/index.js"]), ("react", "web/app.js", []),
      ("../../x", "web/app.js", []),
      ("list.h", "src/list.c", ["src/list.h"]), ("src/list.h", "other/x.c", ["src/list.h"]),
      ("example.org/m/pkg/geo", "main.go", ["pkg/geo/a.go", "pkg/geo/b.go"]),
      ("crate::tree::node", "src/lib.rs", ["src/tree/node.rs"]),
    ] as [(String, String, [String])])
  func `imports mean files`(module: String, path: String, files: [String]) {
    let paths = [
      "shop/__init__.py", "shop/cart.py", "shop/dates.py", "shop/sub/deep.py", "web/app.js",
      "web/util.ts", "web/parts/index.js", "src/list.c", "src/list.h", "pkg/geo/a.go",
      "pkg/geo/a_test.go", "pkg/geo/b.go", "src/tree/node.rs", "src/lib.rs",
    ]
    let index = PathIndex(TreeFiles(paths.map { SegmentSet.File(path: $0, blob: "") }))
    let found = ImportResolver(index).files(module, importedBy: path)
    #expect(found.map { index.tree.path($0) } == files)
  }

  @Test func `a repository's files are tied by history, imports and tests`() throws {
    let files = try TemporaryRepository([
      "shop/__init__.py": "", "shop/money.py": "x = 1\n", "shop/tax.csv": "1\n",
      "shop/cart.py": "from shop.money import x\n", "shop/other.py": "import os\n",
      "tests/test_money.py": "from shop import money\n",
    ])
    for round in 0..<4 {
      try files.write("shop/money.py", "x = \(round + 2)\n")
      try files.write("shop/tax.csv", "\(round)\n")
      try files.commit("Taxes of year \(round)")
      for more in 0..<2 {
        try files.write("shop/other.py", "import os  # \(round) \(more)\n")
        try files.commit("Other \(round) \(more)")
      }
    }
    let repository = try Repository.open(at: files.path)
    let head = try repository.head()
    func coupling(_ index: String?) throws -> [String] {
      try Retriever(index: index).coupling(
        of: ["shop/money.py"], repository: repository, tree: head.tree, base: head.id
      ).map(\.line)
    }
    let expected = [
      "shop/tax.csv: changed with shop/money.py in 5 of 5 commits",
      "shop/cart.py: imports shop/money.py", "tests/test_money.py (test): imports shop/money.py",
    ]
    #expect(try coupling(nil) == expected)
    let index = files.directory.file("index")
    for _ in 0..<2 { #expect(try coupling(index) == expected) }
  }
}
