import Testing

@testable import TandemRepair

/// Changes that follow from the types that a program declares, and from how its calls nest.
@Suite struct TypedTemplateTests {
  /// A program in which `before` is the bug and `after` its fix; in both `@` stands for the place.
  @Test(arguments: [
    (
      "a.swift",
      """
      struct Harbour {
        var stays: [String: [Stay]] = [:]
        mutating func book(_ stay: Stay) -> String? {
          guard let berth = free() else { return nil }
          @return berth.name
        }
      }
      """, "", "stays[berth.name, default: []].append(stay)\n    "
    ),
    (
      "a.java",
      """
      class Shelf {
        private final List<Batch> batches = new ArrayList<>();
        void add(Batch batch) {
          batches.add(batch);@
        }
      }
      class Batch {
        LocalDate lastDay() { return null; }
      }
      """, "", "\n    batches.sort(Comparator.comparing(Batch::lastDay));"
    ),
    (
      "a.rs",
      """
      struct Tally {
          counts: BTreeMap<i64, usize>,
      }
      impl Tally {
          fn remove(&mut self, value: i64, count: &mut usize) {
              *count -= 1;@
          }
      }
      """, "", "\n        if *count == 0 {\n            self.counts.remove(&value);\n        }"
    ),
    (
      "a.ts",
      """
      interface Coupon { cents: number; minimum: number }
      function reduction(coupon: Coupon, sum: number): number {
        @return Math.min(coupon.cents, sum);
      }
      """, "", "if (sum < coupon.minimum) {\n    return 0;\n  }\n  "
    ),
    (
      "a.c",
      """
      size_t f(struct ring *ring) {
        return ring->values[(ring->first + ring->count) % ring->size];
      }
      void g(struct ring *ring, int *values, size_t i) {
        values[i] = ring->values[@];
      }
      """, "i", "(ring->first + i) % ring->size"
    ),
    (
      "a.c",
      """
      struct fraction make(long over, long under) {
        long common = divisor(over, under);
        @struct fraction made = {over / common, under / common};
        return made;
      }
      """, "", "if (under < 0) {\n    common = -common;\n  }\n  "
    ),
    (
      "a.js", "function decode(text) {\n  return decodeURI@;\n}\n", "(text).replace(/a/, 'b')",
      "(text.replace(/a/, 'b'))"
    ),
    (
      "a.js", "function decode(text) {\n  return decodeURI@;\n}\n", "(text.trim(), 1)",
      "(text, 1).trim()"
    ),
    ("a.py", "def f(a):\n    return @(a))\n", "sorted(set", "set(sorted"),
  ])
  func `a bug is taken out`(_ path: String, _ program: String, _ before: String, _ after: String) {
    let bug = program.replacing("@", with: before)
    let made = (1...6).map { proposals(bug, line: $0, path: path) }
    #expect(made.joined().contains(program.replacing("@", with: after)))
  }
}
