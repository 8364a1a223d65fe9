import TandemCore
import TandemGit
import TandemRetrieval
import TandemRouting
import TandemTriage

extension Steps {
  /// Holds the symbols that a judge named, and the report does not, against the base: one that
  /// stands nowhere voids the label.
  ///
  /// Asked after the retrieval, whose index then knows every definition of the base; beside it count
  /// the base's paths and the words of the files that are named or ranked.
  func held(_ triage: Triage, against ranking: [RankedFile]) async throws -> Triage {
    guard let label = triage.label, let doubted = label.doubted, !doubted.isEmpty else {
      return triage
    }
    return try await journal.step("claims") {
      let names = Set(doubted.flatMap(SymbolClaims.names))
      let standing = try await defined(names).union(written(names, triage, ranking))
      let madeUp = SymbolClaims.madeUp(
        among: doubted, report: request.report.text, stands: standing.contains)
      var held = triage
      held.label?.doubted = nil
      held.label?.falseClaims += madeUp.count
      held.symbols += doubted.filter { !madeUp.contains($0) && !triage.symbols.contains($0) }
      if let first = madeUp.first {
        held.difficulty = TriageRules.triage(request.report).difficulty
        journal.emit(
          .notice(
            "the judge names \(first), which neither the report nor the base holds: "
              + "its label is void"))
      }
      return held
    }
  }

  /// Those of `names` that a file of the base defines, as far as the index holds it.
  private func defined(_ names: Set<String>) async throws -> Set<String> {
    let retriever = Retriever(index: settings.index)
    return try await repository.inBackground { repository throws(GitError) in
      try retriever.defined(names, repository: repository, tree: request.tree)
    }
  }

  /// Those of `names` that stand in a path of the base, or in a file that is named or ranked.
  private func written(
    _ names: Set<String>, _ triage: Triage, _ ranking: [RankedFile]
  ) -> Set<String> {
    var found: Set<String> = []
    for path in tree.paths {
      for part in path.split(whereSeparator: { $0 == "/" || $0 == "." })
      where names.contains(String(part)) { found.insert(String(part)) }
    }
    for path in Set(triage.paths + ranking.map(\.path)) where found.count < names.count {
      guard let text = tree.text(path) else { continue }
      let words = text.utf8.split { byte in
        !(48...57).contains(byte) && !(97...122).contains(byte | 0x20) && byte != 95 && byte < 128
      }
      for word in words {
        let word = String(decoding: word, as: UTF8.self)
        if names.contains(word) { found.insert(word) }
      }
    }
    return found
  }
}
