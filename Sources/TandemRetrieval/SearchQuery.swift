import TandemCode
import TandemCore

/// A report as search sees it: weighted words, and the names it may mean as definitions.
struct SearchQuery: Sendable {
  /// The words, each once; a *term* is an index into this list.
  let terms: [Term]
  /// The names that definitions may answer to, as written; each with what it is worth.
  let names: [String: Double]
  /// For each word's hash its term.
  let termOfHash: HashTable

  /// One word of the report.
  struct Term: Sendable {
    var word: String
    /// Its weight in the report as a whole: more for a word that comes again, ever less so.
    var weight: Double
    /// Its weight in the title alone; 0 where the title lacks it.
    var titleWeight: Double
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
    terms = order.prefix(Self.mostTerms).map { word in
      Term(
        word: word, weight: Self.damped(counts[word] ?? 0),
        titleWeight: Self.damped(titleCounts[word] ?? 0))
    }
    termOfHash = HashTable(terms.map { WordHash.of($0.word) })
    names = Self.names(report, triage, hint)
  }

  /// The most words of a report that are searched; the first ones say most.
  private static let mostTerms = 2000

  private static func damped(_ count: Int) -> Double {
    count == 0 ? 0 : 1 + Double(count - 1) / Double(count + 2)
  }

  /// What the report may mean as a definition: every identifier of the title, and what triage took
  /// for a symbol.
  private static func names(
    _ report: BugReport, _ triage: Triage, _ hint: String?
  ) -> [String: Double] {
    var names: [String: Double] = [:]
    for symbol in triage.symbols + triage.frames.compactMap(\.function) {
      for part in symbol.split(whereSeparator: { $0 == "." || $0 == ":" }) where part.count > 2 {
        names[String(part), default: 0] = max(names[String(part)] ?? 0, 0.5)
      }
    }
    let title = report.title + " " + (hint ?? "")
    for word in title.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_") })
    where word.count > 2 {
      names[String(word)] = 1
    }
    return names
  }
}
