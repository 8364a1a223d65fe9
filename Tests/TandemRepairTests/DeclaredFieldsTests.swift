import TandemCode
import Testing

@testable import TandemRepair

@Suite struct DeclaredFieldsTests {
  @Test(arguments: [
    (
      Language.typeScript,
      "type Coupon =\n  | { readonly kind: 'a'; most?: number }\n  | { minimum: number };\nlet x = 1;",
      "Coupon", ["kind:'a'", "most:number", "minimum:number"]
    ),
    (
      .c, "struct ring {\n  size_t first, count;\n  int values[9];\n};\nint f(struct ring *r);",
      "struct ring *", ["first:size_t", "values:int[]"]
    ),
    (
      .c, "struct fraction make(long over, long under) {\n  long common = over;\n  return f();\n}",
      "struct fraction", []
    ),
    (
      .swift,
      "struct A: B, C {\n  let name: String\n  var all: [String: [A]] = [:]\n  func f(x: Int) {}\n}",
      "A?", ["name:String", "all:[String:[A]]"]
    ),
    (
      .rust, "pub struct T {\n    pub counts: BTreeMap<i64, usize>,\n    n: u8,\n}\nimpl T {}",
      "&mut T", ["counts:BTreeMap<i64,usize>", "n:u8"]
    ),
    (
      .go, "type S struct {\n\tname string\n\tall map[string]int\n}", "*S",
      ["name:string", "all:map[string]int"]
    ),
    (
      .java, "record Batch(String name, int units) {\n  boolean isOld(int day) { return true; }\n}",
      "final Batch", ["name():String", "units():int"]
    ),
    (
      .java, "class Shelf {\n  private int room = 1;\n  public int load() {\n    return 1;\n  }\n}",
      "Shelf", ["room:int", "load():int"]
    ),
  ])
  func `the fields of a type are read from its declaration`(
    _ language: Language, _ text: String, _ type: String, _ fields: [String]
  ) {
    let declared = DeclaredFields(SourceTokens(text, language: language))
    #expect(declared.fields(of: type).map { "\($0.name):\($0.type)" } == fields)
  }

  @Test
  func `a collection has none of its elements' fields, another file's private ones stay there`() {
    let read = { (text: String) in DeclaredFields(SourceTokens(text, language: .java)) }
    var declared = read("class A { int n; }")
    #expect(declared.fields(of: "List<A>") == [])
    declared.add(read("class B { private int own; int shared; } class A { int other; }"))
    #expect(declared.fields(of: "A").map(\.name) == ["n"])
    #expect(declared.fields(of: "B").map(\.name) == ["shared"])
  }

  @Test(arguments: [
    ("[ String : [ Stay ] ]", CollectionType.map(key: "String", value: "[Stay]")),
    ("[Berth]", .list("Berth")), ("final List<Batch>", .list("Batch")), ("Set<Int>", .set("Int")),
    ("&mut HashMap<String, Vec<u8>>", .map(key: "String", value: "Vec<u8>")),
    ("map[string]int", .map(key: "string", value: "int")), ("[]byte", .list("byte")),
    ("Coupon[]", .list("Coupon")), ("Optional<Int>", nil), ("int", nil),
  ])
  func `what a collection holds is read from its type`(_ written: String, _ type: CollectionType?) {
    #expect(CollectionType(written) == type)
  }

  @Test func `what a file may use is what it includes and what lies beside it`() throws {
    let model = try #require(
      CodeModel(path: "src/ring.c", text: "#include \"ring.h\"\n#include \"util/list.h\"\n"))
    let paths = UsableFiles.paths(
      of: model,
      among: [
        "README.md", "include/util/list.h", "src/a.c", "src/deep/b.c", "src/ring.c", "src/ring.h",
        "src/tool.py", "tests/test_a.c",
      ])
    #expect(paths == ["include/util/list.h", "src/ring.h", "src/a.c"])
  }
}
