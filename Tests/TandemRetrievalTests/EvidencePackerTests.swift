import TandemCore
import TandemRetrieval
import Testing

/// What of a ranking goes into a prompt.
@Suite struct EvidencePackerTests {
  private func file(_ path: String, _ score: Double, _ regions: [(Int, Int, Double)]) -> RankedFile
  {
    RankedFile(
      path: path, score: score,
      reasons: [RankedFile.Reason(signal: "words", detail: "a, b", score: score)],
      regions: regions.map {
        RankedRegion(name: "f", firstLine: $0.0, lastLine: $0.1, score: $0.2)
      })
  }

  private func text(_ lines: Int) -> [UInt8] {
    Array((1...lines).map { "line \($0)\r\n" }.joined().utf8)
  }

  @Test func `regions are numbered, in the file's order, with their gaps marked`() {
    let ranking = [file("a.py", 1, [(90, 91, 0.5), (10, 11, 1), (11, 12, 0.4)])]
    #expect(
      EvidencePacker.pack(ranking, texts: ["a.py": text(100)], tokenBudget: 1000) == """
        === a.py (words: a, b)
              …
           10  line 10
           11  line 11
           12  line 12
              …
           90  line 90
           91  line 91
              …

        """)
  }

  @Test func `a small file is shown whole and a file without text only named`() {
    let ranking = [file("a.py", 1, []), file("b.py", 0.5, [(1, 2, 1)])]
    #expect(
      EvidencePacker.pack(ranking, texts: ["a.py": text(2)], tokenBudget: 1000)
        == "=== a.py (words: a, b)\n    1  line 1\n    2  line 2\n\n=== b.py (words: a, b)\n")
  }

  @Test func `a tight budget keeps the best region, whatever its file's size`() {
    let ranking = [
      file("a.py", 1, [(1, 100, 1), (150, 152, 0.9)]), file("b.py", 0.2, [(1, 100, 1)]),
    ]
    let packed = EvidencePacker.pack(
      ranking, texts: ["a.py": text(200), "b.py": text(200)], tokenBudget: 60)
    #expect(packed.utf8.count <= 180)
    #expect(packed.contains("  150  line 150\n"))
    #expect(!packed.contains("line 100\n"))
    #expect(packed.contains("=== b.py"))
  }

  @Test func `regions outside the text and endless lines do no harm`() {
    let ranking = [file("a.py", 1, [(0, 3, 1), (99, 200, 1), (300, 400, 1)])]
    let texts = ["a.py": Array(String(repeating: "x", count: 5000).utf8) + [10] + text(99)]
    let packed = EvidencePacker.pack(ranking, texts: texts, tokenBudget: 1000)
    #expect(packed.contains("  100  line 99\n"))
    #expect(packed.utf8.count < 500)
  }
}
