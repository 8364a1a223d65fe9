/// Which of several test files a runner that would not start complains about.
enum BlamedFiles {
  /// The files of which a folder or name, not shared by all, stands as a word in `output`; empty
  /// where none does, or where all do.
  static func named(in output: String, among files: [String]) -> [String] {
    let words = Set(output.split { !($0.isLetter || $0.isNumber || $0 == "_") })
    let parts = files.map { Set($0.split { $0 == "/" || $0 == "." }) }
    let common = parts.dropFirst().reduce(parts.first ?? []) { $0.intersection($1) }
    let blamed = zip(files, parts).filter { _, parts in
      !parts.subtracting(common).isDisjoint(with: words)
    }.map(\.0)
    return blamed.count < files.count ? blamed : []
  }
}
