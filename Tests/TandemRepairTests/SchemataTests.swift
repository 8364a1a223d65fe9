import Testing

@testable import TandemRepair

@Suite struct SchemataTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var path: String
    var text: String
    /// What is changed: the text and what takes its place.
    var change: (from: String, to: String)
    /// The program without its switch's own text, which `HELPER` stands for.
    var program: String
    var testDescription: String { path }
  }

  @Test(arguments: Self.cases)
  func `a change is a copy of its function's body behind a switch`(_ example: Case) throws {
    let model = try #require(CodeModel(path: example.path, text: example.text))
    let rewrite = try Self.rewrite(example.change, in: example.text)
    let schemata = try #require(Schemata(model, number: 0, [rewrite]))
    let place = try #require(schemata.place(of: rewrite))
    var parts = schemata.segments
    parts.insert(schemata.copy(7, place, rewrite), at: place + 1)
    var program = parts.joined()
    for helper in [
      PackageResources.switch_c_txt, PackageResources.switch_go_txt,
      PackageResources.switch_rust_txt, PackageResources.switch_swift_txt,
    ] {
      program = program.replacing(
        SourceAdditions.helper(helper, named: "tandemTry0"), with: "HELPER\n")
    }
    #expect(program == example.program)
    #expect(parts.allSatisfy { $0.hasSuffix("\n") })
  }

  @Test func `what lies outside of functions or runs while a program is built has no copy`() throws
  {
    for (path, text, from) in [
      ("a.c", "static int most = 3;\nint more(void) { return most; }\n", "3"),
      ("a.cpp", "constexpr int twice(int a) { return 3 * a; }\n", "3"),
      ("a.rs", "const fn twice(a: i32) -> i32 { 3 * a }\n", "3"),
    ] {
      let model = try #require(CodeModel(path: path, text: text))
      let rewrite = try Self.rewrite((from, "2"), in: text)
      #expect(Schemata(model, number: 0, [rewrite])?.place(of: rewrite) == nil, "\(path)")
    }
    let python = try #require(CodeModel(path: "a.py", text: "def f():\n    return 3\n"))
    #expect(Schemata(python, number: 0, []) == nil)
  }

  static func rewrite(_ change: (from: String, to: String), in text: String) throws -> Rewrite {
    let found = try #require(text.ranges(of: change.from).first)
    let start = text.utf8.distance(from: text.startIndex, to: found.lowerBound)
    return Rewrite(.nameReplacement, 1, start..<start + change.from.utf8.count, change.to)
  }

  static let cases: [Case] = [
    Case(
      path: "a.swift",
      text: """
        struct Most {
          let size: Int
          init?(_ size: Int) {
            guard size > 3 else { return nil }
            self.size = size
          }
        }

        """,
      change: ("3", "2"),
      program: """
        import Glibc
        struct Most {
          let size: Int
          init?(_ size: Int) {
        switch tandemTry0() {
        case 0:
        do {
            guard size > 3 else { return nil }
            self.size = size
          
        }
        _ = self
        return
        case 7:
        do {
            guard size > 2 else { return nil }
            self.size = size
          
        }
        _ = self
        return
        default: break
        }

            guard size > 3 else { return nil }
            self.size = size
          }
        }

        HELPER

        """),
    Case(
      path: "a.swift",
      text: """
        func high(_ all: [Int]) -> [Int] {
          all.filter { $0 > 3 }.sorted()
        }

        """,
      change: ("3", "2"),
      program: """
        import Glibc
        func high(_ all: [Int]) -> [Int] {
        switch tandemTry0() {
        case 0:
        do {return 
          all.filter { $0 > 3 }.sorted()

        }
        case 7:
        do {return 
          all.filter { $0 > 2 }.sorted()

        }
        default: break
        }
        return 
          all.filter { $0 > 3 }.sorted()
        }

        HELPER

        """),
    Case(
      path: "a.c",
      text: """
        static int untouched(void) { return 1; }
        void grow(int *a) { *a += 2; } // end
        int b;

        """,
      change: ("+= 2", "+= 1"),
      program: """
        HELPER
        static int untouched(void) { return 1; }
        void grow(int *a) {
        switch (tandemTry0()) {
        case 0: { *a += 2; 
        return;
        }
        break;
        case 7: { *a += 1; 
        return;
        }
        break;
        default: break;
        }
         *a += 2; } // end
        int b;


        """),
    Case(
      path: "a.cpp",
      text: """
        struct A {
          bool operator<(A b) const { return n <= b.n; }
        };

        """,
      change: ("n <= b", "n < b"),
      program: """
        HELPER
        struct A {
          bool operator<(A b) const {
        switch (tandemTry0()) {
        case 0: { return n <= b.n; 
        }
        break;
        case 7: { return n < b.n; 
        }
        break;
        default: break;
        }
         return n <= b.n; }
        };


        """),
    Case(
      path: "a.go",
      text: """
        package a

        func (s *Sum) add(n int) (int, error) {
        	return s.n - n, nil
        }

        """,
      change: ("s.n - n", "s.n + n"),
      program: """
        package a; import tandemOS "os"; import tandemText "strconv"

        func (s *Sum) add(n int) (int, error) {
        switch tandemTry0() {
        case 0:
        {
        	return s.n - n, nil

        }
        case 7:
        {
        	return s.n + n, nil

        }
        }

        	return s.n - n, nil
        }

        HELPER

        """),
    Case(
      path: "a.rs",
      text: """
        impl Sum {
            fn add(&self, n: i32) -> i32 {
                self.n - n
            }
        }

        """,
      change: ("self.n - n", "self.n + n"),
      program: """
        impl Sum {
            fn add(&self, n: i32) -> i32 {
        match HELPER
         {
        0 => return {
                self.n - n
            
        },
        7 => return {
                self.n + n
            
        },
        _ => {}
        }

                self.n - n
            }
        }


        """),
    Case(
      path: "a.swift",
      text: """
        struct Sum {
          func half(_ n: Int) -> Int {
            n / 3
          }
        }

        """,
      change: ("n / 3", "n / 2"),
      program: """
        import Glibc
        struct Sum {
          func half(_ n: Int) -> Int {
        switch tandemTry0() {
        case 0:
        do {return 
            n / 3
          
        }
        case 7:
        do {return 
            n / 2
          
        }
        default: break
        }
        return 
            n / 3
          }
        }

        HELPER

        """),
  ]
}
