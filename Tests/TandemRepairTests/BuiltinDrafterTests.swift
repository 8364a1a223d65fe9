import TandemCore
import TandemRepair
import Testing

@Suite struct BuiltinDrafterTests {
  @Test func `the demo bug is fixed in its one line`() async throws {
    let scene = try await RepairScene(fixture: "demo")
    let draft = try await scene.drafter.draft(scene.assignment(["shelfmark/fines.py"]))
    #expect(draft.ending == .finished, "\(draft)")
    let fixed = scene.files["shelfmark/fines.py"]?
      .replacing("returned < loan.due", with: "returned <= loan.due")
    #expect(draft.changes == [FileChange(path: "shelfmark/fines.py", text: fixed)], "\(draft)")
  }
}
