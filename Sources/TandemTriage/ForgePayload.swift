import FoundationEssentials
import TandemCore

/// An issue as a forge's or tracker's JSON says it.
///
/// Known are GitHub's webhook, REST and `gh issue view --json` forms, GitLab's webhook and REST
/// forms, Jira's and Linear's webhook and API forms, and a JSON string that is the report itself.
struct ForgePayload {
  private let value: JSONValue

  /// Takes `text` if it is JSON that can hold an issue.
  init?(_ text: String) {
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
    guard let first, ["{", "[", "\""].contains(first),
      let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    else { return nil }
    self.value = value
  }

  func report(_ source: String) throws(ReportError) -> BugReport {
    if let text = value.string {
      return try ReportReader.report(title: nil, body: text, source: source)
    }
    let isMerge = value["object_kind"]?.string == "merge_request"
    if value["pull_request"] != nil || value["issue"]?["pull_request"] != nil || isMerge {
      throw ReportError(problem: .changeRequest, source: source)
    }
    guard let issue = issue, let title = issue.title else {
      throw ReportError(problem: .unknownPayload, source: source)
    }
    var body = issue.body ?? ""
    for comment in issue.comments {
      body += "\n\n## Comment by \(comment.author ?? "somebody")\n\n" + comment.text
    }
    return try ReportReader.report(
      title: title, body: body, source: issue.source, number: issue.number, labels: issue.labels)
  }

  private var issue: ForgeIssue? {
    if let issue = value["object_attributes"] { return .gitLab(issue, labels: value["labels"]) }
    let issue = value["issue"] ?? value["data"]?["issue"] ?? value["data"] ?? value
    if issue["fields"] != nil { return .jira(issue) }
    if issue["identifier"] != nil { return .linear(issue) }
    let isGitLab = issue["iid"] != nil || issue["description"] != nil
    return isGitLab ? .gitLab(issue, labels: nil) : .gitHub(issue)
  }
}
