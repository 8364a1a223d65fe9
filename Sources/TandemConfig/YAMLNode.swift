/// A piece of a YAML document, with the place where it stands.
struct YAMLNode: Sendable {
  var content: Content
  var place: Place

  /// What a piece is.
  indirect enum Content: Sendable {
    /// A text, unquoted or quoted; what it means is for the schema to say.
    case scalar(String)
    /// A list.
    case list([YAMLNode])
    /// A section, its keys in order and each once.
    case section([Entry])
    /// Nothing was written, or `null` or `~`.
    case nothing
  }

  /// One key of a section and what stands under it.
  struct Entry: Sendable {
    var key: String
    var place: Place
    var value: YAMLNode
  }

  /// A line and a column, both counted from 1.
  struct Place: Sendable, Hashable {
    var line: Int
    var column: Int
  }
}
