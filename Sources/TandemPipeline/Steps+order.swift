import TandemCore
import TandemPrompts
import TandemStore

extension Steps {
  /// The ranking, its first files put in order by the cheap model where the user wants that: one
  /// call, which can only reorder, and says what it cost.
  ///
  /// An answer that cannot be used leaves the ranking as it was.
  func ordered(_ ranking: [RankedFile]) async throws -> [RankedFile] {
    guard settings.reordersFiles, tiers.contains(.cheap), ranking.count > 1 else {
      return ranking
    }
    let before = try await journal.store.spent(run: journal.run)
    let order: [Int]? = try await journal.step(
      "retrieval.order", tier: .cheap, model: desk.choices[.cheap]?.model
    ) { try await asked(ranking.prefix(Self.orderedFiles)) }
    guard let order else { return ranking }
    let after = try await journal.store.spent(run: journal.run)
    journal.emit(
      .notice("the cheap model puts the first files in order for \(after - before)"))
    return Self.reordered(ranking, by: order)
  }

  /// The files whose order is asked for.
  private static let orderedFiles = 10

  private func asked(_ files: ArraySlice<RankedFile>) async throws -> [Int]? {
    let shown = files.enumerated().map { number, file in
      let reasons = file.reasons.prefix(3).map { "\($0.signal): \($0.detail)" }
      let regions = file.regions.prefix(4).map(\.name)
      return "\(number + 1). \(file.path)\n   spoke for it: \(reasons.joined(separator: "; "))"
        + (regions.isEmpty ? "" : "\n   definitions: \(regions.joined(separator: ", "))")
    }
    let prompt = try Prompt.rerank.render(
      [
        "report": Fence.wrap(FailureDigest.head(request.report.text, 8_000), as: "report"),
        "files": Fence.wrap(
          FailureDigest.head(shown.joined(separator: "\n"), 8_000), as: "files"),
      ], override: settings.overrides.text(.rerank))
    do {
      return try await answers.ask(
        .cheap, kind: .triage, key: "retrieval.order", prompt: prompt, schema: Self.orderSchema,
        maxOutputTokens: 400
      ) { answer in
        let numbers = answer["order"]?.array?.compactMap(\.integer) ?? []
        guard !numbers.isEmpty, Set(numbers).count == numbers.count,
          numbers.allSatisfy({ (1...Int64(files.count)).contains($0) })
        else { throw UnusableAnswer("`order` must hold numbers of the list, each once") }
        return numbers.map { Int($0) - 1 }
      }
    } catch let failure as ModelFailure where failure.kind == .badReply {
      journal.emit(.notice("the files stay in their order: \(failure.message)"))
      return nil
    }
  }

  private static let orderSchema: JSONValue = [
    "type": "object",
    "properties": ["order": ["type": "array", "items": ["type": "integer"]]],
    "required": ["order"], "additionalProperties": false,
  ]

  /// The ranking with the files of `order` first, in that order, then the others as they were; the
  /// scores stay where they stood, so that they still fall.
  static func reordered(_ ranking: [RankedFile], by order: [Int]) -> [RankedFile] {
    let rest = ranking.indices.filter { !order.contains($0) }
    return zip(order + rest, ranking.map(\.score)).map { index, score in
      var file = ranking[index]
      file.score = score
      return file
    }
  }
}
