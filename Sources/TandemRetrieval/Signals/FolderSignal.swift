/// Folders that are named like something the report names.
struct FolderSignal: Signal {
  let kind = SignalKind.folder
  private(set) var strengths: [Int: Double] = [:]
  private var folders: [Int: [String]] = [:]

  init(_ corpus: Corpus) {
    let names = Set(corpus.query.names.map { $0.lowercased() })
    for (file, scan) in corpus.files.enumerated() {
      // The first folder holds all of a project, or half of it.
      let found = scan.path.split(separator: "/").dropLast().dropFirst()
        .reduce(into: [String]()) { found, folder in
          let folder = folder.lowercased()
          if names.contains(folder), !found.contains(folder) { found.append(folder) }
        }
      guard !found.isEmpty else { continue }
      strengths[file] = Double(found.count)
      folders[file] = found
    }
  }

  func detail(_ file: Int) -> String { (folders[file] ?? []).joined(separator: ", ") }
}
