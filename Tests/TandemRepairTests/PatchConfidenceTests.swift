import Testing

@testable import TandemRepair

@Suite struct PatchConfidenceTests {
  @Test(
    arguments: [
      (0, 1, 3, 10, .good), (0, 4, 0, 0, .good), (0, 1, 50, 50, .good), (0, 2, 400, 400, .fair),
      (0, 1, 399, 400, .good), (0, 1, 2, 10, .fair), (1, 1, 9, 10, .fair), (4, 2, 0, 1, .fair),
      (5, 9, 9, 10, .low), (0, 1, 0, 10, .low), (1, 1, 0, 400, .low),
    ] as [(Int, Int, Int, Int, PatchConfidence)])
  func theWordFollowsFromRivalsAndFromTestsThatLook(
    rivals: Int, failing: Int, passing: Int, all: Int, word: PatchConfidence
  ) {
    #expect(
      PatchConfidence(rivals: rivals, failing: failing, passing: passing, of: all) == word)
  }

  @Test func `what is low is doubted, and on a large code base whatever is not good`() {
    let words: [PatchConfidence] = [.good, .fair, .low]
    #expect(words.map { $0.isDoubted(among: 50) } == [false, false, true])
    #expect(words.map { $0.isDoubted(among: 51) } == [false, true, true])
  }
}
