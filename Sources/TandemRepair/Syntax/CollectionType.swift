/// What a collection holds, from its type as it is written.
enum CollectionType: Hashable {
  /// `[V]`, `List<V>`, `Vec<V>`, `V[]`, `[]V`.
  case list(String)
  /// `Set<V>`, `HashSet<V>`.
  case set(String)
  /// `[K: V]`, `Map<K, V>`, `map[K]V`.
  case map(key: String, value: String)

  /// Reads a type without minding spaces; nil for what is no collection.
  init?(_ written: String) {
    let text = written.filter { $0 != " " && $0 != "&" }
    if text.hasPrefix("map["), let end = text.firstIndex(of: "]") {
      self = .map(
        key: String(text[text.index(text.startIndex, offsetBy: 4)..<end]),
        value: String(text[text.index(after: end)...]))
    } else if text.hasPrefix("[]") {
      self = .list(String(text.dropFirst(2)))
    } else if text.hasSuffix("[]") {
      self = .list(String(text.dropLast(2)))
    } else if text.hasPrefix("["), text.hasSuffix("]") {
      let parts = Self.parts(text.dropFirst().dropLast(), at: ":")
      self = parts.count == 2 ? .map(key: parts[0], value: parts[1]) : .list(parts[0])
    } else if text.hasSuffix(">"), let open = text.firstIndex(of: "<") {
      let parts = Self.parts(text[text.index(after: open)...].dropLast(), at: ",")
      let name = text[..<open].lowercased()
      if name.hasSuffix("map"), parts.count == 2 {
        self = .map(key: parts[0], value: parts[1])
      } else if name.hasSuffix("set"), parts.count == 1 {
        self = .set(parts[0])
      } else if ["list", "vec", "vector", "collection", "array", "deque", "queue"].contains(
        where: name.hasSuffix), parts.count == 1
      {
        self = .list(parts[0])
      } else {
        return nil
      }
    } else {
      return nil
    }
  }

  /// The parts of a text between a mark, brackets left whole.
  private static func parts(_ text: Substring, at mark: Character) -> [String] {
    var found = [""]
    var depth = 0
    for character in text {
      if "[<(".contains(character) { depth += 1 }
      if "]>)".contains(character) { depth -= 1 }
      if character == mark, depth == 0 {
        found.append("")
      } else {
        found[found.count - 1].append(character)
      }
    }
    return found
  }
}
