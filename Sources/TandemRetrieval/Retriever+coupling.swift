import TandemCode
package import TandemCore
package import TandemGit
import TandemIndex

extension Retriever {
  /// The files that may have to change when `files` do, strongest first; blocks.
  ///
  /// Those usually changed with them, and those that import them or are imported by them.
  /// Reads what the index lacks: the tree's files, and what the newest 5,000 commits touched.
  ///
  /// - Throws: `GitError` where the tree or a blob cannot be read; a history that is cut says less.
  package func coupling(
    of files: [String], repository: Repository, tree: String, base: String, limit: Int = 12
  ) throws(GitError) -> [CoupledFile] {
    var set = SegmentSet(folder?.open() ?? [])
    let all = try set.files(ofTree: tree, in: repository, keeping: folder)
    let known = PathIndex(all, isKnown: all.indices.map { isWorthReading(all, $0) })
    let asked = Set(files.filter { known.file($0) != nil })
    guard !asked.isEmpty else { return [] }
    let texts = try self.texts(of: all, in: repository, &set, keeping: folder).texts
    var links: [String: [CoupledFile.Link]] = [:]
    for pair in try CoChange.pairs(of: asked, in: touched(before: base, &set, repository))
    where known.file(pair.file) != nil {
      links[pair.file, default: []].append(
        .changes(with: pair.with, times: pair.times, of: pair.all))
    }
    for (file, link) in imports(of: asked, known, texts, set.segments) {
      if links[file, default: []].count < 3 { links[file, default: []].append(link) }
    }
    return links.map { path, links in
      CoupledFile(path: path, isTest: known.file(path).map(all.role) == .test, links: links)
    }.sorted {
      Self.strength($0) != Self.strength($1)
        ? Self.strength($0) > Self.strength($1) : $0.path < $1.path
    }.prefix(limit).map { $0 }
  }

  /// What each of the newest commits before `base` touched.
  private func touched(
    before base: String, _ set: inout SegmentSet, _ repository: Repository
  ) throws(GitError) -> [[String]] {
    let commits = try set.history(
      from: base, limit: Self.coupledCommits, repository: repository, keeping: folder)
    try set.keepPaths(touchedBy: commits, repository: repository, keeping: folder)
    return try set.paths(touchedBy: commits, repository: repository).compactMap { $0 }
  }

  /// Older commits say little of how the code hangs together now.
  private static let coupledCommits = 5_000

  /// The ties between `asked` and other files by imports, both ways.
  private func imports(
    of asked: Set<String>, _ known: PathIndex, _ texts: TreeTexts, _ segments: [Segment]
  ) -> [(file: String, link: CoupledFile.Link)] {
    let resolver = ImportResolver(known)
    let tree = known.tree
    // What an import of one of them must hold: the file's own name, or its package's.
    let names = Set(asked.flatMap { Self.importNames($0) })
    var found: [(file: String, link: CoupledFile.Link)] = []
    for file in tree.indices where tree.role(file) != .vendored && tree.role(file) != .generated {
      guard let place = texts.places[file] else { continue }
      let path = tree.path(file)
      let isAsked = asked.contains(path)
      for module in FileReading.imports(of: place.text, in: segments[place.segment]) {
        guard isAsked || names.contains(where: module.contains) else { continue }
        for target in resolver.files(module, importedBy: path).map(tree.path) {
          if isAsked, !asked.contains(target) { found.append((target, .importedBy(file: path))) }
          if !isAsked, asked.contains(target) { found.append((path, .imports(file: target))) }
        }
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0.file + "\0\($0.link)").inserted }
  }

  /// The names by which a file can be imported: its stem, or its folder for an index or a package.
  private static func importNames(_ path: String) -> [String] {
    let parts = path.split(separator: "/")
    let stem = parts.last.map { String($0.prefix { $0 != "." }) } ?? path
    let folder = parts.dropLast().last.map(String.init)
    let isFolder = ["__init__", "index", "mod", "lib"].contains(stem) || path.hasSuffix(".go")
    return isFolder ? [folder ?? stem] : [stem]
  }

  /// Co-change says most, by its share; an import adds to it; a test comes after what it tests.
  private static func strength(_ file: CoupledFile) -> Double {
    file.links.reduce(file.isTest ? -0.2 : 0) { sum, link in
      switch link {
      case .changes(_, let times, let all): sum + 1 + Double(times) / Double(max(1, all))
      case .imports: sum + 0.3
      case .importedBy: sum + 0.2
      }
    }
  }
}
