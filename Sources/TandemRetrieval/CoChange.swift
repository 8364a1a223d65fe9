/// Which files are changed together with some files, told from what commits touched.
///
/// A pair counts by its *lift*: how much more often the two change together than they would if
/// neither knew of the other (Brin, Motwani, Ullman, Tsur 1997; for commits: Zimmermann et al.,
/// "Mining version histories to guide software changes", 2005).
struct CoChange {
  /// A file that changes together with one of those asked about.
  struct Pair: Hashable {
    var file: String
    var with: String
    /// Commits that changed both.
    var times: Int
    /// Commits that changed `with`.
    var all: Int
    /// How much more often than by chance.
    var lift: Double
  }

  /// Commits of more files than this are sweeps that tie nothing together.
  static let mostFiles = 30
  /// Fewer common commits than this can be chance.
  static let fewestTimes = 3
  /// The least share of the file's own commits.
  static let leastShare = 0.2
  /// The least lift.
  static let leastLift = 2.0

  /// Each other file with the one of `files` that it is tied to most, the strongest first.
  ///
  /// - Parameter commits: What each commit touched.
  static func pairs(of files: Set<String>, in commits: [[String]]) -> [Pair] {
    var changes: [String: Int] = [:]
    var together: [String: [String: Int]] = [:]
    var count = 0
    for paths in commits where paths.count <= mostFiles && !paths.isEmpty {
      count += 1
      for path in paths { changes[path, default: 0] += 1 }
      for file in paths where files.contains(file) {
        for path in paths where !files.contains(path) {
          together[path, default: [:]][file, default: 0] += 1
        }
      }
    }
    let pairs = together.compactMap { path, counts in
      counts.compactMap { file, times -> Pair? in
        let all = changes[file] ?? 0
        let lift = Double(times * count) / Double(all * max(1, changes[path] ?? 0))
        guard times >= fewestTimes, Double(times) >= leastShare * Double(all), lift >= leastLift
        else { return nil }
        return Pair(file: path, with: file, times: times, all: all, lift: lift)
      }.max { isWeaker($0, $1) }
    }
    return pairs.sorted { isWeaker($1, $0) }
  }

  /// By share, then by count, then by name, so that the order never depends on a dictionary's.
  private static func isWeaker(_ a: Pair, _ b: Pair) -> Bool {
    let shares = (a.times * b.all, b.times * a.all)
    if shares.0 != shares.1 { return shares.0 < shares.1 }
    if a.times != b.times { return a.times < b.times }
    return (a.file, a.with) > (b.file, b.with)
  }
}
