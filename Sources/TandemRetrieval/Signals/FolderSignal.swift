import TandemCode

/// Folders that are named like something the report names.
struct FolderSignal: Signal {
  let kind = SignalKind.folder
  private(set) var strengths: [Int: Double] = [:]
  private var folders: [Int: [String]] = [:]

  init(_ corpus: Corpus) {
    let names = Set(corpus.query.names.map { $0.lowercased() })
    var found = LastFolder { Self.named($0, names) }
    for (file, scan) in corpus.files.enumerated() {
      let found = found.value(for: scan.path)
      guard !found.isEmpty else { continue }
      strengths[file] = Double(found.count)
      folders[file] = found
    }
  }

  /// Those of a folder's parts that are among the names; the first part holds all of a project, or
  /// half of it.
  private static func named(_ folder: Substring, _ names: Set<String>) -> [String] {
    folder.split(separator: "/").dropFirst().reduce(into: []) { found, part in
      let part = part.lowercased()
      if names.contains(part), !found.contains(part) { found.append(part) }
    }
  }

  func detail(_ file: Int) -> String { (folders[file] ?? []).joined(separator: ", ") }
}
