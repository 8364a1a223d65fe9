import TandemCode
package import TandemCore

/// Triage by rules alone: what a report asks for and what it names.
///
/// It asks no model, so it costs nothing and says the same every time.
package enum TriageRules {
  /// Returns what `report` turned out to be.
  package static func triage(_ report: BugReport) -> Triage {
    let text = ReportText(title: report.title, body: excerpt(report.body))
    let names = ReportNames(text)
    let frames = StackTraces.frames(in: report.text)
    let verdict = KindRules(report, text, names, frames: frames).verdict
    return Triage(
      kind: verdict.kind, reason: verdict.reason, symptoms: symptoms(text), paths: names.paths,
      symbols: names.symbols, errors: names.errors, frames: frames, testNames: names.testNames,
      reproduction: reproduction(text), difficulty: difficulty(report, names, frames))
  }

  /// Head and tail of a long body: what lies between is a log, of which only the frames are read.
  private static func excerpt(_ body: String) -> String {
    guard body.utf8.count > headBytes + tailBytes else { return body }
    let bytes = Array(body.utf8)
    return String(decoding: bytes.prefix(headBytes), as: UTF8.self) + "\n"
      + String(decoding: bytes.suffix(tailBytes), as: UTF8.self)
  }

  private static let headBytes = 64_000
  private static let tailBytes = 16_000

  /// The first sentences of prose that say that something goes wrong; the title leads.
  private static func symptoms(_ text: ReportText) -> [String] {
    var symptoms: [String] = text.title.isEmpty ? [] : [text.title]
    for sentence in sentences(text.prose).prefix(200) where symptoms.count < 6 {
      let lower = sentence.lowercased()
      let speaks =
        !KindRules.words(lower).isDisjoint(with: KindRules.faultWords)
        || KindRules.faultPhrases.contains(where: lower.contains)
      if speaks, sentence.count > 12, !symptoms.contains(sentence) {
        symptoms.append(String(sentence.prefix(300)))
      }
    }
    return symptoms
  }

  /// The sentences of a text, split at line ends and at a full stop before a blank.
  private static func sentences(_ text: String) -> [String] {
    var sentences: [String] = []
    for line in text.split(separator: "\n") {
      var current = ""
      for word in line.split(separator: " ") {
        current += current.isEmpty ? word : " " + word
        if let last = word.last, ".!?".contains(last), word.count > 3 {
          sentences.append(current)
          current = ""
        }
      }
      if !current.isEmpty { sentences.append(current) }
    }
    return sentences
  }

  /// The block of code that shows the bug: one introduced as such, else the first that is a program
  /// or a command and no output.
  private static func reproduction(_ text: ReportText) -> String? {
    let programs = text.code.filter { !isOutput($0.text) }
    let introduced = programs.first { block in
      let introduction = block.introduction.lowercased()
      return reproductionWords.contains(where: introduction.contains)
    }
    return (introduced ?? programs.first).map { String($0.text.prefix(4000)) }
  }

  private static let reproductionWords = [
    "reproduc", "mcve", "minimal", "example", "steps", "sample", "snippet", "test case", "testcase",
    "following",
  ]

  /// Whether a block of code is a trace, a log or a result rather than what made it.
  private static func isOutput(_ block: String) -> Bool {
    if block.contains("Traceback (most recent call last)") { return !block.hasPrefix(">>>") }
    let lines = block.split(separator: "\n")
    return lines.allSatisfy { $0.first?.isNumber == true || $0.first == "<" || $0.first == "[" }
      || !StackTraces.frames(in: block).isEmpty
  }

  /// Easy where the place is all but named, hard where nothing is or the report spans much.
  private static func difficulty(
    _ report: BugReport, _ names: ReportNames, _ frames: [StackFrame]
  ) -> Difficulty {
    let sources = names.paths.filter { PathRole(path: $0) == .source }
    let spans = ["refactor", "across the", "every ", "all of the", "multiple ", "redesign"]
    let title = report.title.lowercased()
    if (sources.count == 1 || !frames.isEmpty) && names.symbols.count < 12 { return .easy }
    if names.symbols.isEmpty && sources.isEmpty && frames.isEmpty { return .hard }
    if report.body.utf8.count > 6000 || spans.contains(where: title.contains) { return .hard }
    return .medium
  }
}
