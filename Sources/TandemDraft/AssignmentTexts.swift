import TandemCore
import TandemPrompts

/// The parts of an assignment as the prompts show them, untrusted ones fenced.
struct AssignmentTexts {
  let report: String
  let contract: String
  let hint: String
  let baseline: String
  let packet: String

  init(_ assignment: DraftAssignment, frozen: [FileChange]) {
    report = Fence.wrap(FailureDigest.head(assignment.report.text, 16_000), as: "report")
    contract = PromptTexts.contract(assignment.contract, frozen: frozen.map(\.path))
    hint = PromptTexts.hint(assignment.hint)
    baseline = PromptTexts.baseline(assignment.baseline)
    packet =
      assignment.packet.map { packet in
        """

        An earlier attempt is already applied to the files, also to the parts shown above. What it changed:
        \(Fence.wrap(FailureDigest.head(packet.diff, 12_000), as: "diff"))
        What went wrong with it:
        \(Fence.wrap(packet.digest, as: "digest"))
        \(packet.evidence.isEmpty ? "" : "Found on the way: " + packet.evidence.joined(separator: "; "))
        """
      } ?? ""
  }
}
