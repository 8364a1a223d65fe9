import FoundationEssentials
import TandemCore
import TandemGit
import TandemPipeline
import TandemStore

/// `tandem outcome`: what became of a run's change, said by a person or read from git.
///
/// Statistics count a change as good only once somebody took it: "the tests passed" is not success.
enum OutcomeCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let session = try await Session.open(arguments, host)
    if arguments.fromGit {
      return try await readGit(arguments, session, host)
    }
    let run = try await session.run(arguments)
    guard arguments.positional.count == 2,
      let word = ChangeVerdict.Word(rawValue: arguments.positional[1])
    else {
      throw CommandError.usage(
        "what became of it? \(ChangeVerdict.Word.allCases.map(\.rawValue).joined(separator: ", "))",
        "tandem outcome \(run.id) accepted, or --from-git for all runs")
    }
    var minutes = try await session.store.minutesLooked(at: run.id)
    if let text = arguments.minutes {
      minutes = Double(text)
      guard let minutes, (0..<10_000).contains(minutes) else {
        throw CommandError.usage("--minutes takes a number, not “\(text)”", nil)
      }
    }
    let verdict = ChangeVerdict(
      word, by: arguments.by ?? host.environment["USER"] ?? "somebody",
      time: Date().timeIntervalSince1970, note: arguments.note ?? "",
      minutes: minutes)
    try await session.store.record(verdict: verdict, run: run.id)
    host.print("\(run.id) \(word.rawValue)\(Self.time(verdict))")
    return 0
  }

  private static func time(_ verdict: ChangeVerdict) -> String {
    guard let minutes = verdict.minutes else { return "" }
    return minutes < 1 ? ", decided in under a minute" : ", decided in \(Int(minutes)) min"
  }

  /// Reads what became of every run that left a commit.
  private static func readGit(
    _ arguments: Arguments, _ session: Session, _ host: Host
  ) async throws -> Int32 {
    let days = Int(arguments.days ?? "30") ?? 0
    guard days > 0 else {
      throw CommandError.usage("--days takes a whole number above zero", nil)
    }
    let repository = session.repository
    let head = try repository.resolve(arguments.base ?? "HEAD")
    let fate = ChangeFate(repository: repository, days: days)
    let known = try await session.store.facts().reduce(into: [String: ChangeVerdict]()) {
      $0[$1.run] = $1.verdict
    }
    var found = 0
    for run in try await session.store.runs() {
      let record = try await RunLoader.load(run.id, from: session.store, version: Version.number)
      guard let result = record.result, let commit = result.commit,
        (try? repository.resolve(commit)) != nil,
        let verdict = try fate.verdict(
          commit: commit, base: record.request.base, paths: result.diff.files.map(\.path),
          head: head), verdict.isNews(to: known[run.id])
      else { continue }
      try await session.store.record(verdict: verdict, run: run.id)
      host.print("\(run.id) \(verdict.word.rawValue): \(verdict.note)")
      found += 1
    }
    if found == 0 { host.printError("the history says nothing new of any run") }
    return 0
  }
}

extension ChangeVerdict {
  /// Whether git's word says more than what is known: a person's word stands, except that a later
  /// revert is a revert.
  fileprivate func isNews(to known: ChangeVerdict?) -> Bool {
    guard let known else { return true }
    if known.word == word { return false }
    return known.by == "git" || word == .reverted
  }
}
