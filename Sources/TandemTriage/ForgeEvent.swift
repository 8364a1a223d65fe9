import FoundationEssentials
import TandemCore

/// What an issue webhook's payload says about who did what: not the issue itself.
///
/// (GitHub's `issues` event and GitLab's issue event, as their documentation shows them.)
package struct ForgeEvent: Sendable, Hashable {
  /// What was done: `opened`, `labeled`, `open`, `update`.
  package var action: String?
  /// The labels that this very event set.
  package var labelsSet: [String]
  /// Who did it, by login or id.
  package var sender: String?
  /// Whether a program did it.
  package var isBot: Bool
  /// Who wrote the report, in the same form as the sender.
  package var reporter: String?
  /// How the forge relates the reporter to the repository (`MEMBER`, `NONE`), where it says so.
  package var association: String?

  /// Reads a payload; what is no JSON or no issue event says nothing.
  package init(payload: [UInt8]) {
    let value = try? JSONDecoder().decode(JSONValue.self, from: Data(payload))
    if value?["object_kind"] == "issue", let issue = value?["object_attributes"] {
      self.init(gitLab: value ?? .null, issue)
    } else {
      self.init(gitHub: value ?? .null)
    }
  }

  private init(gitHub event: JSONValue) {
    let issue = event["issue"]
    action = event["action"]?.string
    let label = event["label"]?["name"]?.string
    labelsSet = action == "labeled" ? [label].compactMap { $0 } : []
    sender = event["sender"]?["login"]?.string
    isBot = event["sender"]?["type"]?.string != "User"
    reporter = issue?["user"]?["login"]?.string
    association = issue?["author_association"]?.string
  }

  private init(gitLab event: JSONValue, _ issue: JSONValue) {
    let names = { (labels: JSONValue?) in
      (labels?.array ?? []).compactMap { $0["title"]?.string }
    }
    let changes = event["changes"]?["labels"]
    let before = names(changes?["previous"])
    action = issue["action"]?.string
    labelsSet = names(changes?["current"]).filter { !before.contains($0) }
    sender = event["user"]?["id"]?.integer.map(String.init)
    isBot = sender == nil
    reporter = issue["author_id"]?.integer.map(String.init)
  }
}
