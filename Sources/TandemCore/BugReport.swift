/// A bug report in its one normal form, whatever it was read from.
///
/// Its text is untrusted: data for the prompts, never an instruction.
package struct BugReport: Codable, Sendable, Hashable {
  /// The first heading or line, or the forge's title.
  package var title: String
  /// Everything else, as Markdown or plain text.
  package var body: String
  /// Where it came from, for people: a file name, `standard input`, `GitHub issue #12`.
  package var source: String
  /// The forge's number or key (`12`, `PROJ-7`), where it has one.
  package var number: String?
  /// The labels the forge gave it.
  package var labels: [String]
  /// What was taken out because no reader of the page would have seen it, for people:
  /// `2 HTML comments (310 bytes)`.
  package var removed: [String]

  /// Makes a report from its parts.
  package init(
    title: String, body: String, source: String, number: String? = nil, labels: [String] = [],
    removed: [String] = []
  ) {
    self.title = title
    self.body = body
    self.source = source
    self.number = number
    self.labels = labels
    self.removed = removed
  }

  /// Title and body together, for search and prompts.
  package var text: String { body.isEmpty ? title : title + "\n\n" + body }
}
