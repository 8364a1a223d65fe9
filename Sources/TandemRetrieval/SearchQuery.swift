import TandemCode
import TandemCore

/// A report as search sees it: weighted words, and the names it may mean as definitions.
struct SearchQuery: Sendable {
  /// The words, each once; a *term* is an index into this list.
  let terms: [Term]
  /// What the title may mean as a definition: each of its identifiers and longer words, as written.
  let titleNames: Set<String>
  /// What the report as a whole may mean as a definition: the title's, and triage's symbols.
  let names: Set<String>
  /// Earlier changes that the report names by number or by commit.
  let changes: NamedChanges
  /// The terms' hashes, as an index knows them.
  let hashes: [UInt64]

  /// One word of the report.
  struct Term: Sendable {
    var word: String
    /// Its weight in the report as a whole: more for a word that comes again, ever less so; less
    /// for one that stands in most reports.
    var weight: Double
    /// Its weight in the title alone; 0 where the title lacks it.
    var titleWeight: Double
    /// Its weight in the title and the report's first lines.
    var leadWeight: Double
    /// Its weight in the title and the report's prose; 0 where only code or output holds it.
    var proseWeight: Double
  }

  init(report: BugReport, triage: Triage, hint: String? = nil) {
    var counts: [String: Int] = [:]
    var order: [String] = []
    for word in CodeWords.split(report.text + "\n" + (hint ?? "")) {
      if counts[word, default: 0] == 0 { order.append(word) }
      counts[word, default: 0] += 1
    }
    var titleCounts: [String: Int] = [:]
    for word in CodeWords.split(report.title + "\n" + (hint ?? "")) {
      titleCounts[word, default: 0] += 1
    }
    let prose = ReportProse(report)
    var proseCounts = titleCounts
    for word in CodeWords.split(prose.text) { proseCounts[word, default: 0] += 1 }
    var leadCounts = titleCounts
    for word in CodeWords.split(prose.lead) { leadCounts[word, default: 0] += 1 }
    terms = order.prefix(Self.mostTerms).map { word in
      let common = CommonWords.weight(word)
      return Term(
        word: word, weight: common * Self.damped(counts[word] ?? 0),
        titleWeight: common * Self.damped(titleCounts[word] ?? 0),
        leadWeight: common * Self.damped(leadCounts[word] ?? 0),
        proseWeight: common * Self.damped(proseCounts[word] ?? 0))
    }
    hashes = terms.map { StableHash.number($0.word.utf8) }
    changes = NamedChanges(report.text)
    titleNames = Self.identifiers(report.title + " " + (hint ?? ""))
    names = (triage.symbols + triage.frames.compactMap(\.function))
      .reduce(into: titleNames) { $0.formUnion(Self.identifiers($1)) }
  }

  /// The most words of a report that are searched; the first ones say most.
  private static let mostTerms = 2000

  private static func damped(_ count: Int) -> Double {
    count == 0 ? 0 : 1 + Double(count - 1) / Double(count + 2)
  }

  private static func identifiers(_ text: String) -> Set<String> {
    Set(
      text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.filter { $0.utf8.count > 2 }
        .map(String.init))
  }
}
