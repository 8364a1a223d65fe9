import FoundationEssentials
@preconcurrency import Glibc
import TandemCore
import TandemGit
import TandemRetrieval
import TandemTriage

/// Ranks the files of real bug reports and writes one prediction a line, to be scored.
///
/// Reads one instance a line (`instance_id`, `repo`, `base_commit`, `problem_statement`) and the
/// packed repositories (`OWNER__NAME.git`). It knows no answer: scoring is another program's.
package enum LocateBenchmark {
  /// Runs `locate INSTANCES.jsonl REPOSITORIES [--limit N] [--reasons] [--only TEXT] [--index DIR]`.
  ///
  /// Predictions go to standard output, counts and times to standard error.
  ///
  /// - Throws: what reading the instances says; an instance whose repository or objects are missing
  ///   is skipped, and said.
  package static func run(arguments: [String]) async throws -> Int32 {
    guard arguments.count >= 2 else {
      write(
        "usage: locate INSTANCES.jsonl REPOSITORIES [--limit N] [--reasons] [--only TEXT] "
          + "[--index DIR]\n", to: 2)
      return 2
    }
    let limit = value(of: "--limit", arguments).flatMap(Int.init) ?? 20
    let withReasons = arguments.contains("--reasons")
    let only = value(of: "--only", arguments)
    let index = value(of: "--index", arguments)
    var repositories: [String: Repository] = [:]
    var kinds: [ReportKind: Int] = [:]
    var seconds: [Double] = []
    var skipped: [String] = []
    let data = try Data(contentsOf: URL(filePath: arguments[0]))
    for line in data.split(separator: 10) {
      let instance = try JSONDecoder().decode(Instance.self, from: Data(line))
      if let only, !instance.instance_id.contains(only) { continue }
      let name = instance.repo.split(separator: "/").joined(separator: "__") + ".git"
      let path = arguments[1] + "/" + name
      if repositories[path] == nil {
        repositories[path] = try? Repository.open(at: path, trustOwner: true)
      }
      guard let repository = repositories[path],
        let commit = try? repository.resolve(instance.base_commit)
      else {
        skipped.append(instance.instance_id)
        continue
      }
      let clock = ContinuousClock()
      let start = clock.now
      let report = try ReportReader.read(
        Array(instance.problem_statement.utf8), source: instance.instance_id)
      let triage = TriageRules.triage(report)
      kinds[triage.kind, default: 0] += 1
      if triage.kind != .bug {
        write("\(instance.instance_id): \(triage.kind), since \(triage.reason)\n", to: 2)
      }
      let ranking: [RankedFile]
      do {
        ranking = try await repository.inBackground { repository in
          try Retriever(index: index.map { $0 + "/" + name }).rank(
            report: report, triage: triage, repository: repository, tree: commit.tree,
            base: commit.id, limit: limit)
        }
      } catch {
        write("\(instance.instance_id): \(error)\n", to: 2)
        skipped.append(instance.instance_id)
        continue
      }
      let spent = (clock.now - start) / .seconds(1)
      seconds.append(spent)
      let prediction = Prediction(
        instance_id: instance.instance_id, files: ranking.map(\.path),
        functions: functions(ranking), seconds: spent, ranking: withReasons ? ranking : nil)
      write(String(decoding: try JSONEncoder().encode(prediction), as: UTF8.self) + "\n", to: 1)
    }
    report(kinds, seconds, skipped)
    return 0
  }

  /// The regions of the ranked files as functions, best first: the file's score and the region's.
  private static func functions(_ ranking: [RankedFile]) -> [[String]] {
    var scored: [(score: Double, function: [String])] = []
    for file in ranking {
      for region in file.regions where !region.name.hasPrefix("lines ") {
        scored.append((file.score + region.score, [file.path, region.name]))
      }
    }
    var seen: Set<[String]> = []
    return scored.sorted { $0.score > $1.score }.map(\.function)
      .filter { seen.insert($0).inserted }.prefix(50).map { $0 }
  }

  private static func report(_ kinds: [ReportKind: Int], _ seconds: [Double], _ skipped: [String]) {
    let total = max(1, seconds.count)
    let sorted = seconds.sorted()
    for (kind, count) in kinds.sorted(by: { $0.value > $1.value }) {
      write("kind \(kind): \(count) of \(total)\n", to: 2)
    }
    if let last = sorted.last {
      write("seconds: median \(sorted[sorted.count / 2]), most \(last)\n", to: 2)
    }
    if !skipped.isEmpty { write("skipped: \(skipped.count)\n", to: 2) }
  }

  private static func value(of flag: String, _ arguments: [String]) -> String? {
    guard let place = arguments.firstIndex(of: flag), place + 1 < arguments.count else {
      return nil
    }
    return arguments[place + 1]
  }

  /// Writes to standard output (1) or standard error (2).
  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// One line of the instances; the answers that it holds too are not read.
  private struct Instance: Decodable {
    var instance_id: String
    var repo: String
    var base_commit: String
    var problem_statement: String
  }

  /// One line of the predictions.
  private struct Prediction: Encodable {
    var instance_id: String
    var files: [String]
    var functions: [[String]]
    var seconds: Double
    var ranking: [RankedFile]?
  }
}
