import Testing

@testable import TandemRepair

@Suite struct PatchConfidenceTests {
  @Test(
    arguments: [
      (0, 3, 10, .good), (0, 10, 10, .good), (0, 50, 50, .good), (0, 400, 400, .fair),
      (0, 399, 400, .good), (0, 2, 10, .fair), (1, 9, 10, .fair), (4, 1, 1, .fair),
      (5, 9, 10, .low), (0, 0, 10, .low),
    ] as [(Int, Int, Int, PatchConfidence)])
  func theWordFollowsFromRivalsAndFromTestsThatLook(
    rivals: Int, passing: Int, all: Int, word: PatchConfidence
  ) {
    #expect(PatchConfidence(rivals: rivals, passingTests: passing, of: all) == word)
  }

  @Test func onALargeCodeBaseWhatIsNotGoodIsDoubted() {
    for word in PatchConfidence.allCases {
      #expect(!word.isDoubted(among: 50))
      #expect(word.isDoubted(among: 51) == (word != .good))
    }
  }
}
