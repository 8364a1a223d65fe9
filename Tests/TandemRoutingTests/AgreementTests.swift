import TandemCore
import Testing

@testable import TandemRouting

@Suite struct AgreementTests {
  static func draft(_ text: String?, _ ending: Draft.Ending = .finished) -> Draft {
    Draft(
      changes: text.map { [FileChange(path: "a.py", text: $0)] } ?? [], ending: ending,
      tier: .cheap)
  }

  @Test(
    arguments: [
      ([draft("x = 1\n"), draft("x = 2\n"), draft("x  =  2\n\n")], 1, 2),
      ([draft("x = 1\n"), draft("x = 2\n")], 0, 1),
      ([draft(nil, .gaveUp(reason: "no")), draft("x = 2\n")], 1, 1),
      ([draft(nil), draft(nil, .gaveUp(reason: "no"))], 0, 0),
      ([draft("x", .needsScope(paths: ["b"], reason: "r")), draft("x")], 1, 1),
    ] as [([Draft], Int, Int)])
  func theChangeMostDraftsMakeIsTaken(drafts: [Draft], chosen: Int, agreeing: Int) {
    let agreement = Agreement(drafts)
    #expect(agreement.chosen == chosen)
    #expect(agreement.agreeing == agreeing)
    #expect(agreement.all == drafts.count)
  }

  @Test func itIsSaidInWords() {
    #expect(
      Agreement([Self.draft("a"), Self.draft("a"), Self.draft("b")]).sentence
        == "2 of 3 independent drafts make this change")
    #expect(Agreement([Self.draft(nil)]).sentence == "none of 1 independent drafts makes a change")
  }
}
