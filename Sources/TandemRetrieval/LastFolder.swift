/// Something told from a file's folder, remembered for the next file, which is mostly in the same.
struct LastFolder<Value> {
  private let tell: (Substring) -> Value
  private var last: (folder: Substring, value: Value)?

  init(_ tell: @escaping (Substring) -> Value) { self.tell = tell }

  /// What is told of the folder of the file at `path`.
  mutating func value(for path: String) -> Value {
    let folder = path[..<(path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex)]
    // As bytes: comparing as characters would cost more than is saved.
    if let last, last.folder.utf8.elementsEqual(folder.utf8) { return last.value }
    let value = tell(folder)
    last = (folder, value)
    return value
  }
}
