import TandemCode

/// How the index reads a file: what is kept of it depends on its bytes and its language alone.
package enum FileReading {
  /// The largest file that is read, in bytes.
  package static let limit = 1 << 20

  /// A file's facts, as bits of a text's flags.
  package struct Facts: OptionSet, Sendable {
    /// The bits.
    package let rawValue: UInt8
    /// Takes the bits.
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// It is text, and was read.
    package static let isText = Facts(rawValue: 1)
    /// It is code in a language with definitions.
    package static let isCode = Facts(rawValue: 2)
  }

  /// The kind of key of a file at `path`: its language, "asks its first line", or "plain".
  package static func kind(of path: String) -> UInt8 {
    if let language = Language(path: path) { return code(of: language) }
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] }
    return (name ?? path[...]).utf8.contains(UInt8(ascii: "."))
      ? TextKind.plain : TextKind.asksFirstLine
  }

  /// Whether a path's ending is that of pictures, archives or other data that no report means.
  package static func isData(_ path: String) -> Bool {
    guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return dataEndings.contains(path[dot...].lowercased())
  }

  private static let dataEndings: Set<String> = [
    ".png", ".jpg", ".jpeg", ".gif", ".ico", ".webp", ".pdf", ".zip", ".gz", ".tar", ".woff",
    ".woff2", ".ttf", ".eot", ".otf", ".mo", ".jar", ".so", ".dll", ".exe", ".bin", ".npy", ".npz",
    ".fits", ".mp3", ".mp4", ".ogg", ".flac", ".wav", ".tif", ".tiff", ".bmp", ".dat", ".db",
  ]

  /// Adds a file to a segment; one that is too large (nil) or no text is remembered as such.
  package static func add(_ bytes: [UInt8]?, _ key: SegmentKey, to builder: inout SegmentBuilder) {
    guard let bytes, bytes.count <= limit, !bytes.prefix(8000).contains(0) else {
      builder.add(key, flags: 0, pieces: [], definitions: [], words: [])
      return
    }
    let language =
      key.kind == TextKind.asksFirstLine
      ? Language(path: "", bytes: bytes)
      : Language.allCases.first { code(of: $0) == key.kind }
    let outline = language.map { SourceOutline(SourceTokens(bytes, language: $0)) }
    let definitions = outline?.definitions ?? []
    var payload = ByteWriter()
    for module in outline?.imports ?? [] { payload.add(module) }
    builder.add(
      key, flags: (language == nil ? Facts.isText : [.isText, .isCode]).rawValue,
      pieces: FilePieces(bytes, definitions: definitions).pieces, definitions: definitions,
      words: CodeWords.words(in: bytes), payload: payload.bytes)
  }

  /// The modules that a file imports, as they are written in it.
  package static func imports(of text: Int, in segment: Segment) -> [String] {
    guard let payload = segment.payload(of: text) else { return [] }
    var reader = ByteReader(payload)
    var modules: [String] = []
    while let module = reader.text() { modules.append(module) }
    return modules
  }

  private static func code(of language: Language) -> UInt8 {
    UInt8(1 + (Language.allCases.firstIndex(of: language) ?? 0))
  }
}
