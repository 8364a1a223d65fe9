import TandemCore
import Testing

@Suite struct StepKeyTests {
  @Test(
    arguments: [
      ("triage", nil, false), ("scope.1", 1, false), ("scope.1/reask", 1, true),
      ("draft.2/call.3", 2, true), ("draft.1/call.12", 1, false), ("review.1/reask/2", 1, true),
      ("draft.1/reasked", 1, false), ("", nil, false), ("a.x", nil, false),
    ] as [(String, Int?, Bool)])
  func aKeyTellsItsNumberAndWhetherItIsMadeAgain(key: String, number: Int?, repeated: Bool) {
    #expect(StepKey(key).number == number)
    #expect(StepKey(key).isRepeated == repeated)
  }
}
