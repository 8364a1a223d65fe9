import CYAML

/// Reads the plain part of YAML, which is all a configuration needs: sections, lists and texts.
///
/// A repository's file is hostile data. What makes YAML dangerous or ambiguous (anchors, aliases,
/// tags, merge keys, several documents, repeated keys, great size or depth) is refused in place.
struct YAMLReader: ~Copyable {
  /// The largest file read, in bytes.
  static let largestFile = 64 * 1024
  /// The deepest nesting read.
  static let deepest = 8

  private let file: String
  // libyaml keeps the parser's own address, so it must not move.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  /// Returns the document's one section, or nil where the file is empty.
  ///
  /// - Throws: `ConfigError` with file, line and column.
  static func read(_ bytes: [UInt8], file: String) throws(ConfigError) -> YAMLNode? {
    guard bytes.count <= largestFile else {
      throw ConfigError(
        place: file, message: "has \(bytes.count) bytes; the most is \(largestFile)",
        hint: "keep only settings in it")
    }
    let reader = YAMLReader(bytes, file: file)
    return try reader.document()
  }

  private init(_ bytes: [UInt8], file: String) {
    self.file = file
    input = .allocate(capacity: bytes.count)
    _ = input.initialize(from: bytes)
    parser = .allocate(capacity: 1)
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  private func document() throws(ConfigError) -> YAMLNode? {
    _ = try next()  // The stream begins.
    let start = try next()
    guard start.kind == YAML_DOCUMENT_START_EVENT else { return nil }
    let root = try node(try next(), depth: 0)
    _ = try next()  // The document ends.
    let end = try next()
    guard end.kind == YAML_STREAM_END_EVENT else {
      throw refusal(end.place, "a second document begins", "keep everything in one document")
    }
    return root
  }

  private func node(_ event: Event, depth: Int) throws(ConfigError) -> YAMLNode {
    guard depth <= Self.deepest else {
      throw refusal(event.place, "is nested more than \(Self.deepest) deep", nil)
    }
    switch event.kind {
    case YAML_SCALAR_EVENT:
      let isNothing = event.isPlain && ["", "~", "null"].contains(event.text)
      return YAMLNode(
        content: isNothing ? .nothing : .scalar(event.text), place: event.place)
    case YAML_SEQUENCE_START_EVENT:
      var items: [YAMLNode] = []
      while true {
        let item = try next()
        if item.kind == YAML_SEQUENCE_END_EVENT { break }
        items.append(try node(item, depth: depth + 1))
      }
      return YAMLNode(content: .list(items), place: event.place)
    case YAML_MAPPING_START_EVENT:
      var entries: [YAMLNode.Entry] = []
      while true {
        let key = try next()
        if key.kind == YAML_MAPPING_END_EVENT { break }
        let name = try name(of: key, after: entries)
        let value = try node(try next(), depth: depth + 1)
        entries.append(YAMLNode.Entry(key: name, place: key.place, value: value))
      }
      return YAMLNode(content: .section(entries), place: event.place)
    default:
      throw refusal(event.place, "is no section, list or text", nil)
    }
  }

  private func name(
    of key: Event, after entries: [YAMLNode.Entry]
  ) throws(ConfigError) -> String {
    guard key.kind == YAML_SCALAR_EVENT else {
      throw refusal(key.place, "a key must be a plain text", nil)
    }
    if key.isPlain, key.text == "<<" {
      throw refusal(key.place, "merge keys (<<) are not read", "write the settings out")
    }
    if let first = entries.first(where: { $0.key == key.text }) {
      throw refusal(
        key.place, "“\(key.text)” is set a second time (first in line \(first.place.line))",
        "keep one of the two")
    }
    return key.text
  }

  /// What is needed of one of libyaml's events.
  private struct Event {
    var kind: yaml_event_type_t
    var place: YAMLNode.Place
    var text = ""
    var isPlain = false
  }

  private func next() throws(ConfigError) -> Event {
    var raw = yaml_event_t()
    guard yaml_parser_parse(parser, &raw) == 1 else { throw syntaxError() }
    defer { yaml_event_delete(&raw) }
    var event = Event(kind: raw.type, place: place(raw.start_mark))
    var anchor: UnsafeMutablePointer<yaml_char_t>?
    var tag: UnsafeMutablePointer<yaml_char_t>?
    switch raw.type {
    case YAML_ALIAS_EVENT:
      throw refusal(event.place, "aliases (*) are not read", "write the settings out")
    case YAML_SCALAR_EVENT:
      let scalar = raw.data.scalar
      (anchor, tag) = (scalar.anchor, scalar.tag)
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      event.text = String(decoding: bytes, as: UTF8.self)
      event.isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
      if event.text.unicodeScalars.contains(where: Self.isControl) {
        throw refusal(event.place, "contains a control character", "remove it")
      }
    case YAML_SEQUENCE_START_EVENT:
      (anchor, tag) = (raw.data.sequence_start.anchor, raw.data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT:
      (anchor, tag) = (raw.data.mapping_start.anchor, raw.data.mapping_start.tag)
    case YAML_DOCUMENT_START_EVENT:
      let document = raw.data.document_start
      if document.version_directive != nil
        || document.tag_directives.start != document.tag_directives.end
      {
        throw refusal(event.place, "directives (%) are not read", "remove them")
      }
    default: break
    }
    if anchor != nil {
      throw refusal(event.place, "anchors (&) are not read", "write the settings out")
    }
    if tag != nil { throw refusal(event.place, "tags (!) are not read", "remove it") }
    return event
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
  }

  private func syntaxError() -> ConfigError {
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "cannot be read"
    if parser.pointee.error == YAML_READER_ERROR {
      return ConfigError(
        place: file, message: "byte \(parser.pointee.problem_offset): \(problem)",
        hint: "write it in UTF-8")
    }
    return refusal(place(parser.pointee.problem_mark), "is no YAML: \(problem)", nil)
  }

  private func place(_ mark: yaml_mark_t) -> YAMLNode.Place {
    YAMLNode.Place(line: mark.line + 1, column: mark.column + 1)
  }

  private func refusal(
    _ place: YAMLNode.Place, _ message: String, _ hint: String?
  ) -> ConfigError {
    ConfigError(place: "\(file):\(place.line):\(place.column)", message: message, hint: hint)
  }
}
