import TandemCore

/// Tells what a report asks for, from its labels, its headings and how it is worded.
///
/// Whoever reports a bug often words it as a wish ("allow…", "should…"): a report is no bug only
/// where it says so itself (a label, a template's heading, a question and nothing else) and shows
/// nothing going wrong. A bug taken for a question costs the whole run; the other way round costs
/// one baseline.
struct KindRules {
  private let report: BugReport
  private let text: ReportText
  private let prose: String
  private let title: String
  /// Signs in the text that something goes wrong, as phrases for people.
  private let faults: [String]
  private let namesAnything: Bool
  /// Characters of prose that are looked at: who reports says what it is about early.
  private static let mostProse = 12_000

  init(_ report: BugReport, _ text: ReportText, _ names: ReportNames, frames: [StackFrame]) {
    self.report = report
    self.text = text
    prose = String(text.prose.prefix(Self.mostProse)).lowercased()
    title = report.title.lowercased()
    var faults: [String] = []
    if !frames.isEmpty { faults.append("a stack trace") }
    if let error = names.errors.first { faults.append("the error `\(error.prefix(60))`") }
    for heading in text.headings + text.prose.split(separator: "\n").map(String.init)
    where Self.bugHeadings.contains(where: heading.lowercased().hasPrefix) {
      faults.append("the section `\(heading.prefix(40))`")
      break
    }
    let words = Self.words(prose)
    if let word = Self.faultWords.first(where: words.contains) {
      faults.append("the word `\(word)`")
    }
    if let phrase = Self.faultPhrases.first(where: prose.contains) {
      faults.append("the words `\(phrase)`")
    }
    self.faults = faults
    namesAnything =
      !(names.paths.isEmpty && names.symbols.isEmpty && names.errors.isEmpty && frames.isEmpty
      && text.code.isEmpty)
  }

  /// The kind and the sentence that says why.
  var verdict: (kind: ReportKind, reason: String) {
    labelled ?? featureAsked ?? questionAsked ?? tooLittle ?? bug
  }

  private var labelled: (kind: ReportKind, reason: String)? {
    for label in report.labels {
      let words = Self.words(label.lowercased())
      let kind: ReportKind? =
        if !words.isDisjoint(with: ["bug", "regression", "crash", "defect"]) {
          .bug
        } else if !words.isDisjoint(with: ["question", "support", "discussion"]) {
          .question
        } else if !words.isDisjoint(with: ["enhancement", "feature", "proposal"]) {
          .feature
        } else {
          nil
        }
      if let kind { return (kind, "it is labelled `\(label)`") }
    }
    return nil
  }

  private var featureAsked: (kind: ReportKind, reason: String)? {
    guard faults.isEmpty else { return nil }
    if let heading = text.headings.first(where: { heading in
      Self.featureHeadings.contains(where: heading.lowercased().hasPrefix)
    }) {
      return (
        .feature, "it fills in a feature request's `\(heading)` and shows nothing going wrong"
      )
    }
    if let mark = Self.featureMarks.first(where: title.contains) {
      return (.feature, "its title says `\(mark)` and it shows nothing going wrong")
    }
    if let phrase = Self.wishes.first(where: prose.contains) {
      return (.feature, "it wishes for something (`\(phrase)`) and shows nothing going wrong")
    }
    return nil
  }

  private var questionAsked: (kind: ReportKind, reason: String)? {
    let onlyFaultIsAWord = faults.count <= 1 && faults.allSatisfy { $0.hasPrefix("the word") }
    let asksInTitle =
      title.hasSuffix("?") || title.hasPrefix("[question]") || title.hasPrefix("question:")
    let opens = Self.questionOpeners.contains(where: title.hasPrefix)
    if faults.isEmpty, opens || (asksInTitle && text.code.isEmpty) {
      return (.question, "its title asks something and it shows nothing going wrong")
    }
    if onlyFaultIsAWord, asksInTitle && opens,
      let phrase = Self.questionPhrases.first(where: { title.contains($0) || prose.contains($0) })
    {
      return (.question, "it asks (`\(phrase)`) and shows nothing going wrong")
    }
    if faults.isEmpty, let phrase = Self.questionPhrases.first(where: prose.contains) {
      return (.question, "it asks (`\(phrase)`) and shows nothing going wrong")
    }
    return nil
  }

  private var tooLittle: (kind: ReportKind, reason: String)? {
    let words = Self.words(prose).subtracting(Self.emptyWords).filter { $0.count > 2 }
    guard !namesAnything, words.count < 4 else { return nil }
    return (
      .notActionable,
      "it names no file, symbol, error or example, and says little more than its title"
    )
  }

  private var bug: (kind: ReportKind, reason: String) {
    guard let fault = faults.first else {
      return (.bug, "nothing in it says that it asks for something else than a fix")
    }
    return (.bug, "it shows something going wrong: \(fault)")
  }

  /// The lower-case words of a text; `doesn't` is one.
  static func words(_ text: String) -> Set<Substring> {
    Set(text.split { !($0.isLetter || $0 == "'" || $0 == "’") })
  }
}
