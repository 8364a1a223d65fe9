import TandemCode
import TandemCore
import Testing

/// The frames that traces of many runtimes hold, shown as `path:line function`.
@Suite struct StackTracesTests {
  private func frames(_ text: String) -> [String] {
    StackTraces.frames(in: text).map {
      "\($0.path):\($0.line.map(String.init) ?? "?") \($0.function ?? "-")"
    }
  }

  @Test func `python, chained and grouped`() {
    let text = """
      Some prose, see File "x".
      Traceback (most recent call last):
        File "/app/a.py", line 3, in <module>
          run()
        File "b.py", line 12, in run
      KeyError: 'x'

      During handling of the above exception, another exception occurred:

        + Exception Group Traceback (most recent call last):
        |   File "c.py", line 4, in g
        |     raise ExceptionGroup
        +-+---------------- 1 ----------------
          | Traceback (most recent call last):\r
          |   File "d.py", line 5, in h\r
      """
    #expect(
      frames(text) == ["/app/a.py:3 <module>", "b.py:12 run", "c.py:4 g", "d.py:5 h"])
  }

  @Test func `pytest short and long`() {
    let text = """
      tests/test_a.py:12: in test_one
          f(1)
      src/a.py:3: in f
          return x
      E   NameError: name 'x' is not defined
      src/b.py:7: AssertionError
      lib/c.py:9: 
      warning: lib/c.py:9 is old
      """
    #expect(
      frames(text) == [
        "tests/test_a.py:12 test_one", "src/a.py:3 f", "src/b.py:7 -", "lib/c.py:9 -",
      ])
  }

  @Test func `v8, innermost last`() {
    let text = """
      TypeError: Cannot read properties of undefined (reading 'a')
          at inner (/app/src/a.js:10:15)
          at async Promise.all (index 0)
          at async Topics.get [as read] (file:///app/src/topics.mjs:7:3)
          at new Foo (C:\\x\\foo.ts:5:1)
          at /app/index.js:1:2
      """
    #expect(
      frames(text) == [
        "/app/index.js:1 -", "C:\\x\\foo.ts:5 Foo", "/app/src/topics.mjs:7 Topics.get",
        "/app/src/a.js:10 inner",
      ])
  }

  @Test func `go`() {
    let text = """
      panic: runtime error: index out of range [1] with length 1

      goroutine 1 [running]:
      example.com/app/scan.(*Scanner).Run(0xc000, {0x1, 0x2})
      \t/src/app/scan/run.go:41 +0x1d
      main.main()
      \t/src/app/main.go:9 +0x20
      created by net/http.(*Server).Serve in goroutine 1
      \t/go/src/net/http/server.go:3086 +0x5cb
      """
    #expect(
      frames(text) == [
        "/go/src/net/http/server.go:3086 net/http.(*Server).Serve", "/src/app/main.go:9 main.main",
        "/src/app/scan/run.go:41 example.com/app/scan.(*Scanner).Run",
      ])
  }

  @Test func `rust, both forms of a panic`() {
    let text = """
      thread 'main' panicked at src/main.rs:4:5:
      index out of bounds
      stack backtrace:
         0: rust_begin_unwind
                   at /rustc/abc/library/std/src/panicking.rs:645:5
         1: app::parse::<impl A for B>::run
                   at ./src/parse.rs:14:9
      """
    #expect(
      frames(text) == [
        "src/main.rs:4 -", "./src/parse.rs:14 app::parse::<impl A for B>::run",
        "/rustc/abc/library/std/src/panicking.rs:645 -",
      ])
    #expect(frames("thread 'main' panicked at 'a, b', src/x.rs:3:1") == ["src/x.rs:3 -"])
  }

  @Test func `java with its causes`() {
    let text = """
      Exception in thread "main" java.lang.IllegalStateException: x
      \tat com.acme.App.run(App.java:12)
      \tat com.acme.App$Inner.main(App.java:5)
      Caused by: java.io.IOException
      \tat java.base/java.io.Reader.read(Reader.java:100)
      \tat com.acme.Native.call(Native Method)
      \t... 2 more
      """
    #expect(
      frames(text) == [
        "com/acme/App.java:5 com.acme.App$Inner.main", "com/acme/App.java:12 com.acme.App.run",
        "java/io/Reader.java:100 java.io.Reader.read",
      ])
  }

  @Test func `swift, gdb and the address sanitizer`() {
    #expect(
      frames("Sources/App/Main.swift:12: Fatal error: Index out of range")
        == ["Sources/App/Main.swift:12 -"])
    #expect(
      frames("0 [ra] 0x0000aa run() + 12 in app at /src/Main.swift:9:3")
        == ["/src/Main.swift:9 run"])
    #expect(
      frames("  * frame #0: 0x00aa app`Foo.bar(x=1) at Foo.swift:7:5") == ["Foo.swift:7 Foo.bar"])
    #expect(
      frames("#0  0x00007f in add (a=1) at src/add.c:4\n#1  main () at main.c:9")
        == ["main.c:9 main", "src/add.c:4 add"])
    #expect(
      frames("    #0 0x4a in parse_line /src/parse.c:33:7\n    #1 0x4b in main /src/main.c:3:1")
        == ["/src/main.c:3 main", "/src/parse.c:33 parse_line"])
    #expect(frames("src/a.c:12:5: error: use of undeclared identifier") == ["src/a.c:12 -"])
  }

  @Test func `prose, times and urls are no frames`() {
    let text = """
      at the moment, at 10:30 it fails (see https://example.com:8080/a.html)
      1. first: do this
      #12 fixes it
      12:30:01 error: late
      """
    #expect(frames(text) == [])
  }
}
