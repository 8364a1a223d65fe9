import TandemCore
import Testing

@testable import TandemReview

/// Breaks of a public API in each language, and what looks like one.
@Suite struct PublicAPITests {
  /// One change of one file, and what is said of the names in it.
  struct Case: CustomTestStringConvertible, Sendable {
    var path: String
    var before: String
    var after: String
    var says: String?
    var testDescription: String { "\(path): \(before) -> \(after)" }

    init(_ path: String, _ before: String, _ after: String, _ says: String? = nil) {
      self.path = path
      self.before = before
      self.after = after
      self.says = says
    }
  }

  static let breaks: [Case] = [
    Case("a.py", "def f(a):\n    pass\n", "def g(a):\n    pass\n", "f was public and is gone"),
    Case("a.py", "def f(a, b):\n    pass\n", "def f(a):\n    pass\n", "f no longer takes b"),
    Case("a.py", "def f(a):\n    pass\n", "def f(b):\n    pass\n", "f no longer takes a"),
    Case("a.py", "def f(a):\n    pass\n", "def f(a, b):\n    pass\n", "f now requires b"),
    Case("a.py", "def f(a, b=1):\n    pass\n", "def f(a, b):\n    pass\n", "f now requires b"),
    Case(
      "a.py", "def f(a, b):\n    pass\n", "def f(b, a):\n    pass\n",
      "f takes its parameters in another order"),
    Case(
      "a.py", "def f(a, b=1):\n    pass\n", "def f(a, *, b=1):\n    pass\n",
      "f takes b no longer by its place"),
    Case("a.py", "def f(*args):\n    pass\n", "def f():\n    pass\n", "f no longer takes *args"),
    Case(
      "a.py", "class C:\n    def m(self):\n        pass\n    x = 1\n", "class C:\n    x = 1\n",
      "C.m was public and is gone"),
    Case(
      "a.py", "class C:\n    def __init__(self, a):\n        pass\n",
      "class C:\n    def __init__(self, a, b):\n        pass\n", "C.__init__ now requires b"),
    Case(
      "a.py", "__all__ = ['_f']\ndef _f():\n    pass\n", "__all__ = ['_f']\n",
      "_f was public and is gone"),
    Case(
      "a.swift", "public func f(a: Int) {}\n", "public func g(a: Int) {}\n",
      "f was public and is gone"),
    Case(
      "a.swift", "public func f(a: Int) {}\n", "public func f(b: Int) {}\n", "f no longer takes a"),
    Case(
      "a.swift", "open class C {\n  public init(a: Int) {}\n}\n",
      "open class C {\n  public init(a: Int, b: Int) {}\n}\n", "C.init now requires b"),
    Case(
      "a.swift", "public struct S {\n  public var x = 1\n  var y = 1\n}\n",
      "public struct S {\n  var y = 1\n}\n", "S.x was public and is gone"),
    Case(
      "src/lib.rs", "pub fn f(a: u8) {}\n", "fn f(a: u8) {}\n", "f was public and is gone"),
    Case(
      "src/lib.rs", "pub struct S;\nimpl S {\n  pub fn m(&self, a: u8) {}\n}\n",
      "pub struct S;\nimpl S {\n  pub fn m(&self) {}\n}\n", "S.m no longer takes a"),
    Case(
      "src/lib.rs", "pub fn f(a: u8, b: u8) {}\n", "pub fn f(b: u8, a: u8) {}\n",
      "f takes its parameters in another order"),
    Case(
      "a.go", "package a\n\nfunc F(a int) {\n}\n", "package a\n\nfunc f(a int) {\n}\n",
      "F was public and is gone"),
    Case(
      "a.go", "package a\n\nfunc (s *Server) Run(a, b int) {\n}\n",
      "package a\n\nfunc (s *Server) Run(a int) {\n}\n", "Server.Run no longer takes b"),
    Case(
      "a.go", "package a\n\nconst (\n\tA = 1\n\tB = 2\n)\n", "package a\n\nconst (\n\tA = 1\n)\n",
      "B was public and is gone"),
    Case(
      "A.java", "public class A {\n  public int f(int a) { return a; }\n}\n",
      "public class A {\n  int f(int a) { return a; }\n}\n", "A.f was public and is gone"),
    Case(
      "A.java", "public class A {\n  protected void f(int a) { }\n}\n",
      "public class A {\n  protected void f(int a, int b) { }\n}\n", "A.f now requires b"),
    Case(
      "A.java", "public class A {\n  public void f(int a) { }\n  public void f(String a) { }\n}\n",
      "public class A {\n  public void f(int a) { }\n}\n", "A.f lost one of its overloads"),
    Case(
      "a.js", "export function f(a, b) {}\n", "export function f(a) {}\n", "f no longer takes b"),
    Case(
      "a.js", "const a = 1;\nexport { a, b as c };\n", "const a = 1;\nexport { a };\n",
      "c was public and is gone"),
    Case(
      "a.ts", "export const f = (a: number) => a;\n",
      "export const f = (a: number, b: number) => a;\n",
      "f now requires b"),
    Case(
      "a.ts", "export class C {\n  m(a: string): void {}\n}\n", "export class C {\n}\n",
      "C.m was public and is gone"),
    Case("a.h", "int f(int a, int b);\n", "int f(int a);\n", "f no longer takes b"),
    Case("a.h", "int f(void);\nint g(void);\n", "int g(void);\n", "f was public and is gone"),
    Case(
      "a.hpp", "class C {\n public:\n  void m(int a);\n private:\n  void p();\n};\n",
      "class C {\n public:\n private:\n};\n", "C.m was public and is gone"),
  ]

  @Test(arguments: breaks) func aBreakIsNamed(example: Case) throws {
    #expect(Self.messages(example) == [try #require(example.says)])
  }

  static let harmless: [Case] = [
    Case("a.py", "def f(a):\n    pass\n", "def f(a, b=1, *, c=2):\n    return 1\n"),
    Case("a.py", "def f(a):\n    pass\n", "def f(a):\n    pass\n\ndef g():\n    pass\n"),
    Case("a.py", "def f(a):\n    pass\n", "from b import f\n"),
    Case("a.py", "def f(a):\n    pass\n", "def g(a):\n    pass\n\nf = g\n"),
    Case("a.py", "def f(a):\n    pass\n", "def f(*args, **kwargs):\n    pass\n"),
    Case("a.py", "def _f(a):\n    pass\n", "x = 1\n"),
    Case("_a.py", "def f(a):\n    pass\n", "x = 1\n"),
    Case("a.py", "def f():\n    def g(a):\n        pass\n", "def f():\n    pass\n"),
    Case("a.py", "__all__ = ['x']\ndef f():\n    pass\n", "__all__ = ['x']\nx = 1\n"),
    Case(
      "a.py", "class B(A):\n    def m(self):\n        pass\n", "class B(A):\n    x = 1\n"),
    Case(
      "a.py", "class C:\n    @property\n    def x(self):\n        pass\n",
      "class C:\n    @property\n    def x(self):\n        pass\n    @x.setter\n"
        + "    def x(self, value):\n        pass\n"),
    Case("tests/test_a.py", "def f(a):\n    pass\n", "x = 1\n"),
    Case("a.swift", "public func f(a: Int) {}\n", "public func f(a: Int, b: Int = 1) {}\n"),
    Case("a.swift", "func f(a: Int) {}\n", "func g(a: Int) {}\n"),
    Case("a.swift", "public func f(a x: Int) {}\n", "public func f(a y: Int) {}\n"),
    Case("src/lib.rs", "pub(crate) fn f() {}\n", "fn g() {}\n"),
    Case("src/lib.rs", "pub fn f(a: u8) {}\n", "pub fn f(b: u8) -> u8 { b }\n"),
    Case("src/lib.rs", "pub fn f() {}\n", "mod a;\npub use a::f;\n"),
    Case("src/lib.rs", "pub fn f() {}\n", "#[doc(hidden)]\npub fn f() {}\n"),
    Case("a.hpp", "class API_OLD C {\n};\n", "class API_NEW C {\n};\n"),
    Case(
      "src/lib.rs", "pub struct S;\nimpl S {\n  pub fn m(&self) {}\n}\n",
      "pub struct S;\nimpl S {\n  pub fn n(&self) -> impl Iterator<Item = u8> { x }\n"
        + "  pub fn m(&self) {}\n}\n"),
    Case("a.go", "package a\n\nfunc F(a int) {\n}\n", "package a\n\nfunc F(b int) {\n}\n"),
    Case("a.go", "package main\n\nfunc F(a int) {\n}\n", "package main\n"),
    Case("internal/a.go", "package a\n\nfunc F(a int) {\n}\n", "package a\n"),
    Case(
      "A.java", "public class A {\n  private void f() { }\n}\n", "public class A {\n}\n"),
    Case(
      "A.java", "public class A {\n  @SuppressWarnings(\"x\")\n  public void f() { }\n}\n",
      "public class A {\n  public void f() { }\n  public void f(int a) { }\n}\n"),
    Case("a.js", "function f(a) {}\n", "function g(a) {}\n"),
    Case("a.js", "export function f(a) {}\n", "function f(a) {}\nexport { f };\n"),
    Case(
      "a.ts", "export function f(a: number) {}\n", "export function f(a: number, b?: number) {}\n"),
    Case("a.c", "int f(int a) { return a; }\n", "int g(int a) { return a; }\n"),
    Case("a.h", "int f(int a);\n", "int f(int b);\nint g(void);\n"),
    Case("a.hpp", "namespace detail {\nvoid f();\n}\n", "namespace detail {\n}\n"),
  ]

  @Test(arguments: harmless) func whatBreaksNothingIsNotAccused(example: Case) {
    #expect(Self.messages(example) == [])
  }

  @Test func aMethodThatMovedToAnotherFilesTypeIsNotGone() {
    var changes = Changes(
      "a.py", "class C:\n    def m(self):\n        pass\n", "class C:\n    x = 1\n")
    changes.before["b.py"] = "class B:\n    x = 1\n"
    changes.after["b.py"] = "class B:\n    def m(self):\n        pass\n"
    #expect(Self.findings(changes) == [])
  }

  @Test(arguments: [
    ("shop/a.py", "shop/__init__.py", "from .a import f\n", "risk"),
    ("shop/a.py", "shop/__init__.py", "import os\n", "note"),
    ("shop/sub/a.py", "shop/__init__.py", "__all__ = ['f']\n", "risk"),
  ]) func inPythonWhatNoPackageExportsIsANote(
    path: String, other: String, text: String, severity: String
  ) {
    var changes = Changes(path, "def f(a):\n    pass\n", "x = 1\n")
    changes.before[other] = text
    changes.after[other] = text
    #expect(Self.findings(changes).map(\.severity.rawValue) == [severity])
  }

  @Test(
    arguments: [
      ("src/lib.rs", "pub mod a;\n", "risk"), ("src/lib.rs", "mod a;\n", "note"),
      ("src/lib.rs", "mod a;\npub use a::{f, g};\n", "risk"),
      ("src/lib.rs", "mod a;\npub use a::*;\n", "risk"),
      ("Cargo.toml", "[lib]\nproc-macro = true\n", "note"),
    ] as [(String, String, String)])
  func inRustWhatNoModuleOpensIsANote(other: String, text: String, severity: String) {
    var changes = Changes("src/a.rs", "pub fn f() {}\n", "fn f() {}\n")
    changes.before[other] = text
    changes.after[other] = text
    #expect(Self.findings(changes).map(\.severity.rawValue) == [severity])
  }

  @Test func whatAProgramOffersItselfIsANote() {
    let go = Changes("a/a.go", "package a\n\nfunc F() {\n}\n", "package a\n")
    var context = go.context
    #expect(
      PublicAPICheck.findings(in: go.diff, context: context).map(\.severity) == [.risk])
    context.exists = { $0 == "cmd" }
    #expect(
      PublicAPICheck.findings(in: go.diff, context: context).map(\.severity) == [.note])
    var script = Changes("a.js", "export function f() {}\n", "x = 1;\n")
    script.before["package.json"] = "{\"name\": \"x\", \"private\": true}\n"
    script.after["package.json"] = script.before["package.json"]
    #expect(Self.findings(script).map(\.severity) == [.note])
  }

  @Test func theBreakIsQuoted() throws {
    let changes = Changes("a.swift", "let x = 1\npublic func f() {}\n", "let x = 1\n")
    let finding = try #require(Self.findings(changes).first)
    #expect(
      finding
        == Finding(
          rule: "public-api", severity: .risk, path: "a.swift", line: 2,
          quote: "public func f() {}",
          message: "f was public and is gone; whoever uses it breaks"))
  }

  @Test(arguments: breaks + harmless) func aTextMayEndAnywhere(example: Case) {
    for length in 0...example.before.utf8.count {
      let head = String(decoding: example.before.utf8.prefix(length), as: UTF8.self)
      let tail = String(decoding: example.before.utf8.dropFirst(length), as: UTF8.self)
      _ = Self.findings(Changes(example.path, example.before + "\n", head))
      _ = Self.findings(Changes(example.path, tail, head))
    }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ("a.js", "x = {}"), ("a.js", "export const x = {},"), ("a.go", "type T struct {"),
      ("src/lib.rs", "impl T {"), ("a.hpp", "class C {"), ("A.java", "class A { void f("),
      ("a.swift", "public struct S {"), ("a.py", "class C:\n "), ("a.py", "__all__ = ["),
    ]) func endlessTextsAreReadInTime(path: String, piece: String)
  {
    let text = String(repeating: piece, count: 10_000)
    _ = Self.findings(Changes(path, text + "\n", "x\n"))
  }

  static func findings(_ changes: Changes) -> [Finding] {
    PublicAPICheck.findings(in: changes.diff, context: changes.context)
  }

  static func messages(_ example: Case) -> [String] {
    findings(Changes(example.path, example.before, example.after)).map {
      $0.message.replacing("; whoever uses it breaks", with: "")
    }
  }
}
