import FoundationEssentials
import TandemChecks
import TandemCore
import TandemGit
import TandemPipeline
import TandemRouting
import TandemSandbox
import TandemStore
import TandemWorkspace

/// `tandem-bench drafts`: real drafts with hidden labels through verify, gate and the deterministic
/// review, without a model: how many wrong ones would be accepted, how many right ones refused.
///
/// The labels are read only to count, after everything was decided.
package enum DraftsBenchmark {
  /// One line of the drafts file.
  struct LabelledDraft: Decodable {
    let draft_id: String
    let instance_id: String
    let patch: String
    let right: Bool
  }

  /// One line of the instances file.
  struct Instance: Decodable {
    let instance_id: String
    let repo: String
    let base_commit: String
    let problem_statement: String
  }

  /// What became of one draft, one line of the output file.
  struct Verdict: Codable {
    let draft_id: String
    let right: Bool
    let ending: String
    let decisions: [String]
    let reason: String
    let rules: [String]
    let tests: Int
    let seconds: Double
    /// Whether a reader's test, written from the report, fails on the base; nil without a reader.
    var reproduced: Bool?
    /// Whether that test is green with the draft.
    var turnedGreen: Bool?
    /// The reader's verdict on the draft.
    var review: String?
    /// Whether the reader was asked though the gate had refused the draft already.
    var reviewedAlone: Bool?
    /// Tokens that both took.
    var tokens: Int?
  }

  /// Runs over the drafts of one shard and prints the table.
  package static func run(arguments: [String]) async throws -> Int32 {
    guard let options = DraftsOptions(arguments) else {
      print(DraftsOptions.usage)
      return 2
    }
    let instances = Dictionary(
      try JSONLines.read(Instance.self, options.instances).map { ($0.instance_id, $0) },
      uniquingKeysWith: { a, _ in a })
    let drafts = try JSONLines.read(LabelledDraft.self, options.drafts).enumerated()
      .filter { $0.offset % options.shards == options.shard }.map(\.element)
      .prefix(options.limit)
    var verdicts = (try? JSONLines.read(Verdict.self, options.output)) ?? []
    let done = Set(verdicts.map(\.draft_id))
    let court = try await DraftCourt(options)
    for draft in drafts
    where !done.contains(draft.draft_id)
      && (options.only.isEmpty || options.only.contains(draft.draft_id))
    {
      guard let instance = instances[draft.instance_id] else { continue }
      let verdict = try await court.judge(draft, instance)
      verdicts.append(verdict)
      try JSONLines.append(verdict, options.output)
      print(
        "\(verdict.draft_id) \(verdict.right ? "right" : "wrong") \(verdict.ending): \(verdict.reason)"
      )
    }
    print(table(verdicts))
    return 0
  }

  /// Right and wrong drafts by ending.
  static func table(_ verdicts: [Verdict]) -> String {
    let endings = Set(verdicts.map(\.ending)).sorted()
    var lines = ["| ending | right | wrong |", "| --- | ---: | ---: |"]
    for ending in endings {
      let own = verdicts.filter { $0.ending == ending }
      lines.append("| \(ending) | \(own.count(where: \.right)) | \(own.count { !$0.right }) |")
    }
    let (right, wrong) = (verdicts.count(where: \.right), verdicts.count { !$0.right })
    lines.append("| all | \(right) | \(wrong) |")
    return lines.joined(separator: "\n")
  }
}
