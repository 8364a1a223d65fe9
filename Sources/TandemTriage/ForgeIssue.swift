import TandemCore

/// What the forges' and trackers' forms of an issue have in common.
struct ForgeIssue {
  /// The forge's name.
  var forge: String
  /// Its number or key, where it has one.
  var number: String?
  /// Nil where the JSON is no issue.
  var title: String?
  /// Markdown.
  var body: String?
  var labels: [String] = []
  var comments: [(author: String?, text: String)] = []

  /// Where the report comes from, for people.
  var source: String {
    let shown = number.map { $0.allSatisfy(\.isNumber) ? " #" + $0 : " " + $0 }
    return forge + " issue" + (shown ?? "")
  }

  /// GitHub's: of its REST interface, a webhook or `gh issue view --json`.
  static func gitHub(_ issue: JSONValue) -> ForgeIssue {
    ForgeIssue(
      forge: "GitHub", number: issue["number"]?.integer.map(String.init),
      title: issue["title"]?.string, body: issue["body"]?.string,
      labels: names(issue["labels"]), comments: comments(issue["comments"]))
  }

  /// GitLab's: of its REST interface, or a webhook, which has the labels beside the issue.
  static func gitLab(_ issue: JSONValue, labels: JSONValue?) -> ForgeIssue {
    ForgeIssue(
      forge: "GitLab", number: issue["iid"]?.integer.map(String.init),
      title: issue["title"]?.string, body: issue["description"]?.string,
      labels: names(labels ?? issue["labels"]), comments: comments(issue["comments"]))
  }

  /// Linear's: a webhook's `data`, or an issue of its GraphQL interface.
  static func linear(_ issue: JSONValue) -> ForgeIssue {
    ForgeIssue(
      forge: "Linear", number: issue["identifier"]?.string, title: issue["title"]?.string,
      body: issue["description"]?.string, labels: names(issue["labels"]),
      comments: comments(issue["comments"]))
  }

  /// Jira's: a webhook's `issue`, or one of its REST interface, with version 2's markup or version
  /// 3's documents.
  static func jira(_ issue: JSONValue) -> ForgeIssue {
    let fields = issue["fields"]
    let comments = comments(fields?["comment"]?["comments"])
    var parts = [markdown(fields?["description"])]
    if let environment = fields?["environment"], environment != .null {
      parts.append("## Environment\n\n" + (markdown(environment) ?? ""))
    }
    return ForgeIssue(
      forge: "Jira", number: issue["key"]?.string, title: fields?["summary"]?.string,
      body: parts.compactMap { $0 }.joined(separator: "\n\n"), labels: names(fields?["labels"]),
      comments: comments)
  }

  /// Jira's texts: a document, or markup.
  private static func markdown(_ text: JSONValue?) -> String? {
    guard let text else { return nil }
    return text.string.map(JiraMarkup.markdown) ?? AtlassianDocument.markdown(text)
  }

  private static func names(_ labels: JSONValue?) -> [String] {
    list(labels).compactMap { $0.string ?? $0["name"]?.string ?? $0["title"]?.string }
  }

  private static func comments(_ comments: JSONValue?) -> [(author: String?, text: String)] {
    list(comments).compactMap { comment in
      guard let text = comment["body"], let body = text.string ?? AtlassianDocument.markdown(text)
      else { return nil }
      let person = comment["author"] ?? comment["user"]
      let name = person?["login"] ?? person?["displayName"] ?? person?["name"]
      return (name?.string, body)
    }
  }

  /// A list, also as GraphQL has it.
  private static func list(_ value: JSONValue?) -> [JSONValue] {
    value?.array ?? value?["nodes"]?.array ?? []
  }
}
