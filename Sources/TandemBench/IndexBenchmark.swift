import FoundationEssentials
@preconcurrency import Glibc
import TandemCore
import TandemGit
import TandemIndex
import TandemRetrieval

/// `tandem-bench index REPOSITORY COMMIT [LATER]`: what reading a tree into the index costs, beside
/// git's own reading of the same objects in the same minute.
enum IndexBenchmark {
  static func run(arguments: [String]) async throws -> Int32 {
    guard arguments.count >= 2 else {
      print("usage: tandem-bench index REPOSITORY COMMIT [LATER-COMMIT]")
      return 2
    }
    let repository = try Repository.open(at: arguments[0], trustOwner: true)
    let base = try repository.resolve(arguments[1])
    let scratch = FileManager.default.temporaryDirectory.path + "/tandem-index-\(UUID())"
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let git = GitPeer(repository: arguments[0], scratch: scratch)

    let retriever = Retriever(index: scratch + "/index")
    var none = SegmentSet()
    let files = try none.files(ofTree: base.tree, in: repository, keeping: nil)
    let blobs = TreeTexts(
      files, isWanted: files.indices.map { retriever.isWorthReading(files, $0) }
    )
    .missing.map { files.key($0).id }
    var peer: [Double] = []
    var cold: [Double] = []
    for _ in 0..<5 {
      peer.append(try await git.read(blobs))
      retriever.folder?.clear()
      cold.append(try seconds { _ = try readFiles(base, of: repository, retriever) })
    }
    let read = median(peer)
    print("\(files.count) files, \(blobs.count) blobs; `git cat-file --batch` \(ms(read))")
    print("`git grep` of one word: \(ms(try await git.grep("widget", base.id)))")
    print("cold, files: \(ms(median(cold))), \(ratio(median(cold), read)) of git's reading")

    if arguments.count > 2 {
      let later = try repository.resolve(arguments[2])
      var again = 0
      let warm = try (0..<25).map { round in
        let copy = Retriever(index: scratch + "/copy\(round)")
        try FileManager.default.copyItem(
          atPath: scratch + "/index", toPath: scratch + "/copy\(round)")
        return try seconds { again = try readFiles(later, of: repository, copy) }
      }
      print(
        "a later commit, \(again) new blobs: \(ms(median(warm))), "
          + "\(ratio(median(warm), median(cold))) of cold")
    }

    var set = SegmentSet(retriever.folder?.open() ?? [])
    var commits: [SegmentSet.PastCommit] = []
    let messages = try seconds {
      commits = try set.history(
        from: base.id, limit: 40_000, repository: repository, keeping: retriever.folder)
    }
    let ids = try await git.read(commits.map(\.key.id))
    print(
      "cold, \(commits.count) messages: \(ms(messages)), \(ratio(messages, ids)) of git's reading "
        + "(\(ms(ids)))")
    let names = try await git.log(base.id, commits.count)
    let paths = try seconds {
      try set.keepPaths(touchedBy: commits, repository: repository, keeping: retriever.folder)
    }
    print(
      "cold, their paths: \(ms(paths)), \(ratio(paths, names)) of `git log --name-only` "
        + "(\(ms(names)))")
    let bytes = retriever.folder?.open().reduce(0) { $0 + $1.byteCount } ?? 0
    print("segments: \(bytes / 1_000_000) MB; peak memory \(peakMegabytes()) MB")

    return 0
  }

  /// Reads what the index lacks of a commit's files, and returns how many.
  private static func readFiles(
    _ commit: Commit, of repository: Repository, _ retriever: Retriever
  ) throws -> Int {
    var set = SegmentSet(retriever.folder?.open() ?? [])
    let files = try set.files(ofTree: commit.tree, in: repository, keeping: retriever.folder)
    return try retriever.texts(of: files, in: repository, &set, keeping: retriever.folder).read
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try body()
    return (clock.now - start) / .seconds(1)
  }

  private static func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

  private static func ms(_ seconds: Double) -> String { "\(Int((seconds * 1000).rounded())) ms" }

  private static func ratio(_ a: Double, _ b: Double) -> String {
    let hundredths = Int((a / b * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) x"
  }

  private static func peakMegabytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Int(usage.ru_maxrss) / 1000
  }
}

/// Git's own program, reading what Tandem reads.
private struct GitPeer {
  let repository: String
  let scratch: String

  /// Seconds of `git cat-file --batch` over objects, in the order given.
  func read(_ ids: [String]) async throws -> Double {
    let list = scratch + "/ids"
    try Data((ids.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: list))
    return try await run("git cat-file --batch < \(list) > /dev/null")
  }

  /// Seconds of `git grep` for one word in a commit.
  func grep(_ word: String, _ commit: String) async throws -> Double {
    try await run("git grep -c -w \(word) \(commit) > /dev/null")
  }

  /// Seconds of naming the paths of the newest commits.
  func log(_ commit: String, _ count: Int) async throws -> Double {
    try await run("git log --name-only --format=%H -n \(count) \(commit) > /dev/null")
  }

  private func run(_ line: String) async throws -> Double {
    try await Shell(directory: repository).run(line).seconds
  }
}
