import TandemCore

/// Finds the runners of a repository beside Python's and puts all of them into order.
struct RunnerChoice {
  private let project: ProjectFiles

  /// Looks through the files of `project`.
  init(_ project: ProjectFiles) { self.project = project }

  /// Returns every way to run the tests, best first.
  ///
  /// What the report names decides, then how many test files a runner has; ways of the same
  /// language keep their order. One coarse result for everything comes last.
  func ordered(
    _ python: [DetectedTests.Candidate], report: String
  ) -> [DetectedTests.Candidate] {
    let others = Self.detected(in: project).filter { !$0.isEmpty }
    if others.isEmpty { return python }
    let groups = (python.isEmpty ? [] : [python]) + others
    let named = ReportedFiles(in: report, of: project.paths)
    let ranked = groups.map { group -> (group: [DetectedTests.Candidate], score: [Int]) in
      let adapter = group[0].adapter
      let files = project.paths.count(where: adapter.canRun)
      return (group, [adapter.reportsEachTest ? 1 : 0, named.count(for: adapter), files])
    }
    let sorted = ranked.enumerated().sorted { a, b in
      a.element.score == b.element.score
        ? a.offset < b.offset : b.element.score.lexicographicallyPrecedes(a.element.score)
    }.map(\.element)
    var candidates = sorted.flatMap(\.group)
    guard candidates.count > 1 else { return candidates }
    if sorted.count > 1, sorted[0].score[1] > sorted[1].score[1],
      let example = named.example(for: candidates[0])
    {
      candidates[0].reason += "; of \(sorted.count) runners it fits \(example), in the report"
    } else {
      let others = Set(candidates.dropFirst().map { $0.adapter.shown(.whole) }).sorted()
      candidates[0].reason += "; also possible: " + others.joined(separator: ", ")
    }
    return candidates
  }

  /// Returns the adapter that knows a configured command, beside Python's.
  static func adapter(for words: [String], in project: ProjectFiles) -> (any TestAdapter)? {
    if let script = NodeScript(words, reason: { $0 }) { return adapter(for: script, in: project) }
    if words.prefix(2) == ["cargo", "test"], !words.contains("--") {
      return CargoAdapter(
        command: words, directory: project.folder.path, paths: project.paths,
        read: project.text(at:))
    }
    if words.prefix(2) == ["go", "test"] { return GoAdapter.configured(words, in: project) }
    if words.prefix(2) == ["swift", "test"] {
      return SwiftTestAdapter.configured(words, in: project)
    }
    if words[0] == "mvn", words.contains("test") {
      return MavenAdapter(
        command: words, directory: project.folder.path, paths: project.paths,
        read: project.text(at:))
    }
    if ["gradle", "./gradlew"].contains(words[0]), words.contains("test") {
      return GradleAdapter(
        command: words, directory: project.folder.path, paths: project.paths,
        read: project.text(at:))
    }
    return nil
  }

  /// The runners that a `package.json` starts, and node's own where tests need it.
  private static func scripts(in project: ProjectFiles) -> [DetectedTests.Candidate] {
    let found = NodeScript.find(in: project).compactMap { script in
      adapter(for: script, in: project).map {
        DetectedTests.Candidate(adapter: $0, reason: script.reason)
      }
    }
    return found.isEmpty ? [NodeTestAdapter.detected(in: project)].compactMap(\.self) : found
  }

  private static func adapter(
    for script: NodeScript, in project: ProjectFiles
  ) -> (any TestAdapter)? {
    switch script.program {
    case "node":
      NodeTestAdapter(
        words: script.words, directory: project.folder.path, environment: script.environment,
        paths: project.paths)
    case "mocha": MochaAdapter(script, directory: project.folder)
    case "jest": JestAdapter(script, directory: project.folder)
    case "vitest": VitestAdapter(script, directory: project.folder)
    default: nil
    }
  }

  /// What each ecosystem's files say, a list an ecosystem.
  private static func detected(in project: ProjectFiles) -> [[DetectedTests.Candidate]] {
    [
      project.holding("package.json").flatMap(scripts),
      project.holding("Cargo.toml").compactMap(CargoAdapter.detected),
      project.holding("go.mod").compactMap(GoAdapter.detected),
      project.holding("Package.swift").compactMap(SwiftTestAdapter.detected),
      project.holding("pom.xml").compactMap(MavenAdapter.detected),
      (project.holding("build.gradle") + project.holding("build.gradle.kts"))
        .compactMap(GradleAdapter.detected),
      [JUnitAdapter.detected(in: project)].compactMap(\.self),
      project.holding("CMakeLists.txt").compactMap(CTestAdapter.detected),
      [MakeAdapter.detected(in: project)].compactMap(\.self),
    ]
  }
}
