/// Something told from a file's folder, remembered for the next file, which is mostly in the same.
package struct LastFolder<Value> {
  private let tell: (Substring) -> Value
  private var last: (folder: Substring, value: Value)?

  /// Remembers what `tell` says of a folder.
  package init(_ tell: @escaping (Substring) -> Value) { self.tell = tell }

  /// What is told of the folder of the file at `path`.
  package mutating func value(for path: String) -> Value {
    let folder = path.folder
    // As bytes: comparing as characters would cost more than is saved.
    if let last, last.folder.utf8.elementsEqual(folder.utf8) { return last.value }
    let value = tell(folder)
    last = (folder, value)
    return value
  }
}

extension String {
  /// Of a path what stands before its last `/`; empty where there is none.
  package var folder: Substring {
    self[..<(utf8.lastIndex(of: UInt8(ascii: "/")) ?? startIndex)]
  }

  /// Of a path where its last part begins.
  package var nameStart: Index {
    utf8.lastIndex(of: UInt8(ascii: "/")).map { utf8.index(after: $0) } ?? startIndex
  }
}
