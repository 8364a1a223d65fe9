import FoundationEssentials
import TandemTestKit
import Testing

@testable import TandemTriage

@Suite("A build server spends")
struct SpendingRuleTests {
  private static func event(_ name: String) throws -> ForgeEvent {
    let path = FixtureBug.top + "/fixtures/ci/payloads/\(name).json"
    return ForgeEvent(payload: Array(try Data(contentsOf: URL(filePath: path))))
  }

  @Test func `what a payload says of who did what`() throws {
    var labelled = ForgeEvent(payload: [])
    labelled.action = "labeled"
    labelled.labelsSet = ["tandem"]
    labelled.sender = "Codertocat"
    labelled.isBot = false
    labelled.reporter = "a-stranger"
    labelled.association = "NONE"
    #expect(try Self.event("github-issues-labeled") == labelled)
    var gitLab = labelled
    (gitLab.action, gitLab.sender, gitLab.reporter) = ("update", "1", "51")
    gitLab.association = nil
    #expect(try Self.event("gitlab-issue-labeled") == gitLab)
  }

  @Test(arguments: ["github-issues-labeled", "gitlab-issue-labeled"])
  func `where a person set the label`(name: String) throws {
    let event = try Self.event(name)
    #expect(
      SpendingRule.decide(event, label: "tandem")
        == .spend(reason: "\(event.sender ?? "") set the label “tandem”"))
  }

  @Test func `nothing on another event, another label, no event at all`() throws {
    let opened = try Self.event("github-issues-opened")
    for event in [opened, ForgeEvent(payload: Array("no json".utf8))] {
      #expect(
        SpendingRule.decide(event, label: "tandem")
          == .spendNothing(reason: "this event did not set the label “tandem”"))
    }
    #expect(
      SpendingRule.decide(try Self.event("github-issues-labeled"), label: "fix")
        == .spendNothing(reason: "this event did not set the label “fix”"))
  }

  @Test func `nothing where a program or a reporter's template set it`() throws {
    var event = try Self.event("github-issues-labeled")
    event.isBot = true
    #expect(
      SpendingRule.decide(event, label: "tandem")
        == .spendNothing(reason: "a program set the label “tandem”, not a person"))
    event.isBot = false
    event.reporter = event.sender
    #expect(
      SpendingRule.decide(event, label: "tandem")
        == .spendNothing(
          reason: "the reporter's own event set the label “tandem”, as an issue template does"))
    event.association = "MEMBER"
    #expect(
      SpendingRule.decide(event, label: "tandem")
        == .spend(reason: "Codertocat set the label “tandem”"))
  }
}
