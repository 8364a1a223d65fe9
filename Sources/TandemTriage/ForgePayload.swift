import FoundationEssentials
import TandemCore

/// An issue as a forge's JSON says it.
///
/// Known are GitHub's webhook, REST and `gh issue view --json` forms, GitLab's webhook and REST
/// forms, and a JSON string that is the report itself.
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
    if let issue = value["object_attributes"] {
      return try read(issue, forge: "GitLab", labels: value["labels"] ?? issue["labels"], source)
    }
    let issue = value["issue"] ?? value
    let forge = issue["iid"] != nil || issue["description"] != nil ? "GitLab" : "GitHub"
    return try read(issue, forge: forge, labels: issue["labels"], source)
  }

  private func read(
    _ issue: JSONValue, forge: String, labels: JSONValue?, _ source: String
  ) throws(ReportError) -> BugReport {
    guard let title = issue["title"]?.string else {
      throw ReportError(problem: .unknownPayload, source: source)
    }
    var body = issue["body"]?.string ?? issue["description"]?.string ?? ""
    for comment in issue["comments"]?.array ?? [] {
      guard let text = comment["body"]?.string else { continue }
      let author = comment["author"]?["login"]?.string ?? comment["user"]?["login"]?.string
      body += "\n\n## Comment by \(author ?? "somebody")\n\n" + text
    }
    let number = (issue["number"] ?? issue["iid"])?.integer.map(String.init)
    let names = (labels?.array ?? []).compactMap { label in
      label.string ?? label["name"]?.string ?? label["title"]?.string
    }
    return try ReportReader.report(
      title: title, body: body, source: forge + " issue" + (number.map { " #" + $0 } ?? ""),
      number: number, labels: names)
  }
}
