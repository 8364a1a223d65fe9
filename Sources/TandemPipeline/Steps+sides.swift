import TandemCore
import TandemRouting

extension Steps {
  /// Cheap drafts made side by side for the first attempt; the one that most of them agree with.
  func drafts(
    _ number: Int, _ count: Int, _ known: History, _ ranking: [RankedFile]
  ) async throws -> Draft {
    let made = try await withThrowingTaskGroup(of: (Int, Draft).self) { group in
      for side in 1...count {
        group.addTask {
          let key = "draft.\(number)/side.\(side)"
          let draft = try await journal.step(key) {
            try await drafter(.cheap, key, known, ranking).draft(assignment(known, ranking))
          }
          return (side, draft)
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    let drafts = (1...count).compactMap { made[$0] }
    let agreement = Agreement(drafts)
    var chosen = drafts[agreement.chosen]
    chosen.note = [chosen.note, agreement.sentence].filter { !$0.isEmpty }.joined(separator: "; ")
    journal.emit(.notice(agreement.sentence))
    return chosen
  }

  /// What a draft is asked for.
  ///
  /// - Parameter most: the most seconds it may take; nil for what the run has left.
  func assignment(
    _ known: History, _ ranking: [RankedFile], most: Double? = nil
  ) -> DraftAssignment {
    DraftAssignment(
      report: request.report, contract: known.contract, ranking: ranking,
      baseline: known.baseline, packet: known.packet, hint: request.hint,
      seconds: min(most ?? .infinity, max(1, request.limits.seconds - journal.seconds)))
  }
}
