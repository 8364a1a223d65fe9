import TandemCode
import Testing

/// Which definitions are found where blocks are braces, shown as `kind qualified.name first-last`.
@Suite struct BraceDefinitionsTests {
  private func find(_ language: Language, _ text: String) -> [String] {
    Definitions.find(in: SourceTokens(text, language: language)).map {
      "\($0.kind) \($0.qualifiedName) \($0.firstLine)-\($0.lastLine)"
    }
  }

  @Test func `rust items, their attributes and what they implement`() {
    let text = """
      use a::b;

      #[derive(Debug)]
      pub(crate) struct App<'a> { x: &'a str }

      impl<'a, T: Into<String>> From<T> for App<'a>
      where
          T: Clone,
      {
          #[inline]
          pub async fn run(&self) -> impl Fn() -> u8 {
              if x { y } else { z }
          }
          fn none();
      }

      #[cfg(test)]
      mod test {
          #[test]
          fn works() { let c = |x| { x }; }
      }
      macro_rules! m { () => {} }
      """
    #expect(
      find(.rust, text) == [
        "type App 3-4", "type App<'a> 6-15", "method App<'a>.run 10-13", "type test 17-21",
        "method test.works 19-20",
      ])
  }

  @Test func `go functions, methods with their receivers, and types`() {
    let text = """
      package a

      type Info struct {
        A interface{}
        b []struct{ c int }
      }

      type ID int
      func New(a map[string]struct{}) (x interface{}, err error) {
        f := func() { return }
        return
      }

      func (s *Server[T]) Run(ctx context.Context) map[string]struct{} {
        for i := range x { y() }
      }
      """
    #expect(
      find(.go, text) == ["type Info 3-6", "function New 9-12", "method Server.Run 14-16"])
  }

  @Test func `javascript functions however they get their name`() {
    let text = """
      'use strict';
      const a = require('a');

      module.exports = function (Topics) {
        Topics.get = async function (id) {
          if (x) { y(); }
          return list.map((z) => { return z; });
        };
        const inner = ({ b }, c = {}) => {
          d();
        };
      };
      function* outer(e) { }
      const o = { key: function () { }, short(f) { }, async long(g) { }, arrow: h => { } };
      export default class Foo extends Bar {
        static get x() { return 1; }
        constructor(a) { super(); }
      }
      for (const i of j) { k(function () { }); }
      """
    #expect(
      find(.javaScript, text) == [
        "function module.exports 4-12", "function module.exports.Topics.get 5-8",
        "function module.exports.inner 9-11", "function outer 13-13", "function key 14-14",
        "function short 14-14", "function long 14-14", "function arrow 14-14", "type Foo 15-18",
        "method Foo.x 16-16", "method Foo.constructor 17-17",
      ])
  }

  @Test func `javascript test calls are definitions under their describe`() {
    let text = """
      describe('Topic', function () {
        beforeEach(async () => { x = 1; });
        it('should post', (done) => {
          done();
        });
        it.skip("later", async function () { });
      });
      """
    #expect(
      find(.javaScript, text) == [
        "type describe Topic 1-7", "method describe Topic.beforeEach 2-2",
        "method describe Topic.test should post 3-5", "method describe Topic.test later 6-6",
      ])
  }

  @Test func `typescript types and typed functions`() {
    let text = """
      export interface Point { x: number }
      export async function load<T>(a: string): Promise<Map<string, T>> {
      }
      abstract class A<T> implements B {
        private readonly c = (d: number): void => { };
        public async run(e?: F): Promise<void> { }
      }
      """
    #expect(
      find(.typeScript, text) == [
        "type Point 1-1", "function load 2-3", "type A 4-7", "method A.c 5-5", "method A.run 6-6",
      ])
  }

  @Test func `c functions through macros and preprocessor alternatives`() {
    let text = """
      #include <a.h>
      typedef struct point { int x; } point_t;
      static const int table[] = { 1, 2 };

      __attribute__((noinline))
      static int
      add(int a, void (*f)(int))
      {
        if (a) { for (;;) { } }
        return a;
      }
      #ifdef X
      int sub(int a) {
      #else
      int sub(void) {
      #endif
        return 1;
      }
      struct point *make(void) { return 0; }
      enum color { RED };
      """
    #expect(
      find(.c, text) == [
        "type point 2-2", "function add 5-11", "function sub 13-18", "function make 19-19",
        "type color 20-20",
      ])
  }

  @Test func `c++ classes, namespaces, templates, constructors and tests`() {
    let text = """
      namespace a::b {
      template <typename T, class U>
      class EXPORT Foo final : public Bar<T> {
       public:
        explicit Foo(int x) : Bar(x), y_{x}, z_(1) { go(); }
        ~Foo() override { }
        bool operator==(const Foo& o) const { return true; }
      };
      int Foo::run(std::vector<int> v = {}) const noexcept { return [&] { return 1; }(); }
      }
      extern "C" { void c_name(void) { } }
      TEST_F(FooTest, Works) { EXPECT_TRUE(x); }
      """
    #expect(
      find(.cPlusPlus, text) == [
        "type a.b.Foo 2-8", "method a.b.Foo.Foo 5-5", "method a.b.Foo.~Foo 6-6",
        "method a.b.Foo.operator== 7-7", "method a.b.Foo.run 9-9", "function c_name 11-11",
        "function TEST_F FooTest Works 12-12",
      ])
  }

  @Test func `java classes and methods with annotations`() {
    let text = """
      package a;
      @SuppressWarnings({"x"})
      public final class Foo<T> extends Bar implements Baz {
        private final Map<String, int[]> m = new HashMap<>() { { put("a", null); } };
        @Override
        @Named(value = "n")
        public <R> List<R> run(Function<T, R> f) throws IOException {
          list.forEach(x -> { go(x); });
          synchronized (this) { }
        }
        enum Kind { A, B }
        record P(int x) { }
        static { init(); }
      }
      """
    #expect(
      find(.java, text) == [
        "type Foo 2-14", "method Foo.run 5-10", "type Foo.Kind 11-11", "type Foo.P 12-12",
      ])
  }

  @Test func `swift types, extensions and members`() {
    let text = """
      import A
      @available(macOS 10, *)
      public struct Foo<T>: Bar where T: Baz {
        var x: Int { 1 }
        @discardableResult
        static func run(_ a: () -> Void = {}) async throws -> some P {
          a { b in c }
          guard let d else { return }
        }
        init?(e: Int) { self.init() }
        deinit { }
        class func make() { }
        static func == (a: Foo, b: Foo) -> Bool { true }
      }
      extension A.B: C { subscript(i: Int) -> Int { 1 } }
      private actor Q { }
      """
    #expect(
      find(.swift, text) == [
        "type Foo 2-14", "method Foo.run 5-9", "method Foo.init 10-10", "method Foo.deinit 11-11",
        "method Foo.make 12-12", "method Foo.== 13-13", "type A.B 15-15",
        "method A.B.subscript 15-15", "type Q 16-16",
      ])
  }
}
