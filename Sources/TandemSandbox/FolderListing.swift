import Glibc

/// The names in a folder of the host's, with what each is.
enum FolderListing {
  /// Lists `path` in no order; empty where it cannot be read.
  static func names(in path: String) -> [(name: String, isLink: Bool)] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [(String, Bool)] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name == "." || name == ".." { continue }
      let kind = Int32(entry.pointee.d_type)
      names.append((name, kind == Int32(DT_LNK) || kind == Int32(DT_UNKNOWN)))
    }
    return names
  }

  /// Where the link at `path` points; nil where it is no link.
  static func linkTarget(_ path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = readlink(path, &buffer, buffer.count)
    return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
  }
}
