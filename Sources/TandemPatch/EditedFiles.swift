import TandemCore

/// The files a reply has touched so far, over what was there before.
struct EditedFiles {
  private let read: (String) -> String?
  private var edited: [String: String?] = [:]

  init(read: @escaping (String) -> String?) { self.read = read }

  /// Whether the file is there now.
  func exists(_ path: String) -> Bool {
    if let text = edited[path] { return text != nil }
    return PathSafety.check(path) == nil && read(path) != nil
  }

  /// The file's text now; nil where there is none.
  func text(_ path: String, _ replyLine: Int) throws(EditError) -> String? {
    if let refusal = PathSafety.check(path) {
      throw EditError(.unsafePath, path: path, replyLine: replyLine, "the path \(refusal)")
    }
    if let text = edited[path] { return text }
    return read(path)
  }

  /// Sets the file's text; nil deletes it.
  mutating func set(_ path: String, _ text: String?) { edited[path] = .some(text) }

  /// What really changed, sorted by path.
  var changes: [FileChange] {
    edited.filter { $0.value != read($0.key) }
      .map { FileChange(path: $0.key, text: $0.value) }
      .sorted { $0.path < $1.path }
  }

  /// The first few numbers, for a sentence.
  static func list(_ numbers: [Int]) -> String {
    let shown = numbers.prefix(8).map(String.init).joined(separator: ", ")
    return numbers.count > 8 ? shown + " and \(numbers.count - 8) more" : shown
  }
}
