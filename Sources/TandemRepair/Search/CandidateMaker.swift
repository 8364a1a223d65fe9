import TandemCode

/// Makes candidates from suspicious statements and the templates, likeliest first.
enum CandidateMaker {
  /// Returns at most `limit` candidates for the statements that `suspicions` names, no two of them
  /// the same text.
  static func candidates(
    for models: [CodeModel], suspicions: [SuspectLine], limit: Int
  ) -> [Candidate] {
    var places: [(model: CodeModel, index: Int, suspicion: Double)] = []
    for model in models {
      var lines: [Int: Double] = [:]
      for suspect in suspicions where suspect.path == model.path {
        lines[suspect.line] = suspect.suspicion
      }
      for (index, statement) in model.statements.enumerated() where !isDocumentation(statement) {
        let suspicion = statement.lines.compactMap { lines[$0] }.max() ?? 0
        if suspicion > 0 { places.append((model, index, suspicion)) }
      }
    }
    let worst = places.enumerated().sorted {
      ($1.element.suspicion, $0.offset) < ($0.element.suspicion, $1.offset)
    }
    var found: [Candidate] = []
    for (_, place) in worst where found.count < 3 * limit {
      let lines = place.model.statements[place.index].lines
      found += rewrites(place.model, place.index).map {
        Candidate(place.model, lines: lines, rewrite: $0, suspicion: place.suspicion)
      }
    }
    // Equal scores keep the order of the templates, so that a search can be repeated.
    let ordered = found.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }
    var texts: [String: [UInt8]] = [:]
    for model in models { texts[model.path] = model.source.bytes }
    var seen: Set<Change> = []
    var kept: [Candidate] = []
    for (_, candidate) in ordered where kept.count < limit {
      guard let text = texts[candidate.path], let change = Change(candidate, in: text),
        seen.insert(change).inserted
      else { continue }
      kept.append(candidate)
    }
    return kept
  }

  /// All that the templates propose at statement `index`.
  static func rewrites(_ model: CodeModel, _ index: Int) -> [Rewrite] {
    let statement = model.statements[index]
    let scope = NameScope(model, at: index)
    var found = StatementTemplates.rewrites(model, index, scope)
    found += GuardTemplates.rewrites(model, index, scope)
    found += ComparedGuardTemplates.rewrites(model, index, scope)
    found += CollectionTemplates.rewrites(model, index, scope)
    found += SignTemplates.rewrites(model, index, scope)
    found += OperatorTemplates.rewrites(model, statement)
    func visit(_ root: Expression, isTarget: Bool) {
      root.walk { node, ancestors in
        // What is passed to a call is computed, wherever the call stands.
        let isPassed = ancestors.contains { $0.kind == .call }
        let site = Site(
          model: model, index: index, scope: scope, expression: node, ancestors: ancestors,
          isTarget: isTarget && !isPassed)
        found += OperatorTemplates.rewrites(site)
        found += ConditionTemplates.rewrites(site)
        found += NameTemplates.rewrites(site)
        found += CallTemplates.rewrites(site)
        found += ValueTemplates.rewrites(site)
        found += IndexTemplates.rewrites(site)
        found += BoundTemplates.rewrites(site)
        found += QuestionTemplates.rewrites(site)
        found += GuardTemplates.rewrites(site)
        found += MovedOperandTemplates.rewrites(site) + CallOrderTemplates.rewrites(site)
      }
    }
    switch statement.kind {
    case .function, .imports, .context, .type, .other:
      if statement.kind == .function || statement.kind == .context {
        for value in statement.values { visit(value, isTarget: false) }
      }
    case .condition, .whileLoop, .forLoop, .branch, .result, .assignment, .update, .expression,
      .raising, .assertion, .jump:
      for target in statement.targets { visit(target, isTarget: true) }
      for value in statement.values { visit(value, isTarget: false) }
    }
    return found
  }

  private static func isDocumentation(_ statement: Statement) -> Bool {
    statement.kind == .expression && statement.values.first?.kind == .string
  }
}

/// A change told by its effect alone: what remains when equal ends are cut off.
private struct Change: Hashable {
  var path: String
  var bytes: Range<Int>
  var text: [UInt8]

  /// Nil where the candidate changes nothing.
  init?(_ candidate: Candidate, in old: [UInt8]) {
    guard let span = candidate.rewrite.span(in: old) else { return nil }
    path = candidate.path
    bytes = span.bytes
    text = span.text
  }
}
