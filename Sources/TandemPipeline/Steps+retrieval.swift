import TandemCode
import TandemCore
import TandemGit
import TandemPrompts
import TandemRetrieval

extension Steps {
  /// The files and regions the report points at, from the base's git objects; no model.
  func retrieve(_ triage: Triage) async throws -> [RankedFile] {
    try await journal.step("retrieval", summary: Self.summary) {
      var retriever = Retriever(scope: scope, index: settings.index)
      retriever.seconds = settings.retrievalSeconds
      let emit = journal.emit
      retriever.tellsUnread = { unread in
        emit(
          .notice(
            "the likely files are those of a part: \(unread) files were not read within "
              + "retrieval.time; `tandem index` reads them ahead"))
      }
      let bounded = retriever
      return try await repository.inBackground { repository throws(GitError) in
        try bounded.rank(
          report: request.report, triage: triage, repository: repository, tree: request.tree,
          base: request.base, limit: settings.rankedFiles)
      }
    }
  }

  /// The ranking, adjusted by what fails before anything is changed.
  func rerank(_ ranking: [RankedFile], by baseline: Baseline) async throws -> [RankedFile] {
    let red = baseline.run?.results.filter { baseline.failing.contains($0.id) } ?? []
    guard !red.isEmpty else { return ranking }
    return try await journal.step("rerank") {
      let scope = scope
      return try await repository.inBackground { repository in
        try Retriever(scope: scope).rerank(
          ranking, failing: red, repository: repository, tree: request.tree,
          limit: settings.rankedFiles)
      }.filter { isAllowed($0.path) }
    }
  }

  private var scope: Retriever.Scope {
    Retriever.Scope(
      files: request.files.map { Glob($0) }, directory: request.directory, hint: request.hint)
  }

  private static func summary(_ ranking: [RankedFile]) -> String {
    ranking.isEmpty
      ? "no file found"
      : ranking.prefix(3).map(\.path).joined(separator: ", ")
        + (ranking.count > 3 ? " and \(ranking.count - 3) more" : "")
  }
}
