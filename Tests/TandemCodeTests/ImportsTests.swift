import TandemCode
import Testing

/// What a text imports.
@Suite struct ImportsTests {
  @Test(arguments: [
    (
      Language.python,
      "import a.b as c, d\nfrom e.f import (g,\n  h as i)\nfrom . import j\n"
        + "from ..k import *\nx = 'import z'\n",
      ["a.b", "d", "e.f", "e.f.g", "e.f.h", ".", ".j", "..k"]
    ),
    (
      .javaScript,
      "const a = require('./a');\nimport b, { c } from \"../b.js\";\nimport 'd';\n"
        + "import('e'); f('g');",
      ["./a", "../b.js", "d", "e"]
    ),
    (
      .go, "package a\nimport \"b/c\"\nimport (\n  d \"e/f\"\n  \"g\"\n)\nvar x = \"y\"\n",
      ["b/c", "e/f", "g"]
    ),
    (.rust, "use a::b::{c, d};\nuse e::f;\n", ["a::b", "e::f"]),
    (.java, "import a.b.C;\nimport static d.E.f;\n", ["a.b.C", "d.E.f"]),
    (.swift, "import A\nimport B.C\n", ["A", "B.C"]),
  ])
  func `modules are found`(language: Language, text: String, modules: [String]) {
    #expect(Imports.modules(in: SourceTokens(text, language: language)) == modules)
  }
}
