/// GitHub's issue forms as they arrive: a `###` heading a question, the answer below it.
///
/// Questions nobody answered (`_No response_`) and lists of ticked boxes ("I have searched the
/// existing issues") say nothing of the bug, but their words would count in search and in prompts.
enum IssueForm {
  /// The body without such sections; unchanged where it is no form.
  static func filled(_ body: String) -> String {
    var sections: [[Substring]] = [[]]
    var fence: Substring?
    for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
      let bare = line.drop { $0 == " " }
      let mark = bare.prefix { $0 == "`" || $0 == "~" }
      if let open = fence {
        if bare.hasPrefix(open) { fence = nil }
      } else if mark.count >= 3 {
        fence = mark
      } else if line.hasPrefix("### ") {
        sections.append([])
      }
      sections[sections.count - 1].append(line)
    }
    return sections.filter { !isEmpty($0) }.joined().filter { $0 != unanswered }
      .joined(separator: "\n")
  }

  private static let unanswered: Substring = "_No response_"

  private static func isEmpty(_ section: [Substring]) -> Bool {
    guard section.first?.hasPrefix("### ") == true else { return false }
    let lines = section.dropFirst().filter { !$0.allSatisfy(\.isWhitespace) }
    return lines == [unanswered]
      || (!lines.isEmpty && lines.allSatisfy { $0.hasPrefix("- [x] ") || $0.hasPrefix("- [X] ") })
  }
}
