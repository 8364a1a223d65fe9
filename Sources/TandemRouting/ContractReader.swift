import TandemCore
import TandemPatch

/// Reads the members of a scope answer, noting what does not fit.
struct ContractReader {
  let answer: JSONValue
  var problems: [String] = []

  /// A text that must say something.
  mutating func text(_ key: String) -> String {
    let value = answer[key]?.string ?? ""
    if !value.contains(where: { !$0.isWhitespace }) {
      problems.append("`\(key)` must be a text that says something")
    }
    return value
  }

  /// A list of texts; each once, in the order given.
  mutating func texts(_ key: String) -> [String] {
    guard let items = answer[key]?.array, items.allSatisfy({ $0.string != nil }) else {
      problems.append("`\(key)` must be a list of texts; an empty one is fine")
      return []
    }
    var seen: Set<String> = []
    return items.compactMap(\.string).filter { seen.insert($0).inserted }
  }

  /// Paths of files that are there.
  mutating func existing(_ key: String, in paths: Set<String>) -> [String] {
    safe(key).filter { path in
      if paths.contains(path) { return true }
      problems.append("`\(key)`: \(path) is not in the repository\(Self.hint(path, in: paths))")
      return false
    }
  }

  /// Paths of files that are not there yet.
  mutating func new(_ key: String, beside paths: Set<String>) -> [String] {
    either(key, beside: paths).filter { path in
      if !paths.contains(path) { return true }
      problems.append("`\(key)`: \(path) exists already; list it in `files`")
      return false
    }
  }

  /// Paths of files that are there, or could be: not beside a twin that some systems take for it.
  mutating func either(_ key: String, beside paths: Set<String>) -> [String] {
    let wanted = safe(key)
    guard wanted.contains(where: { !paths.contains($0) }) else { return wanted }
    let folded = Dictionary(paths.map { ($0.lowercased(), $0) }, uniquingKeysWith: { a, _ in a })
    return wanted.filter { path in
      guard !paths.contains(path), let twin = folded[path.lowercased()] else { return true }
      problems.append("`\(key)`: \(path) differs from \(twin) only in case")
      return false
    }
  }

  private mutating func safe(_ key: String) -> [String] {
    var seen: Set<String> = []
    let paths = texts(key).map { $0.hasPrefix("./") ? String($0.dropFirst(2)) : $0 }
    return paths.filter { seen.insert($0).inserted }.filter { path in
      guard let refusal = PathSafety.check(path) else { return true }
      problems.append("`\(key)`: the path \(path) \(refusal)")
      return false
    }
  }

  /// A line budget within the range.
  mutating func budget(_ range: ClosedRange<Int>) -> Int {
    let value = answer["lineBudget"]?.integer.flatMap { Int(exactly: $0) }
    guard let value, range.contains(value) else {
      problems.append(
        "`lineBudget` must be a whole number from \(range.lowerBound) to \(range.upperBound)")
      return range.lowerBound
    }
    return value
  }

  /// Tests that are known, by their own ids, however they were written.
  mutating func tests(_ key: String, among known: Set<TestID>) -> [TestID] {
    texts(key).compactMap { named($0, key, among: known) }
  }

  private mutating func named(_ name: String, _ key: String, among known: Set<TestID>) -> TestID? {
    if known.contains(TestID(name)) { return TestID(name) }
    let same = known.filter { TestName.same($0.name, name) }
    if let only = same.first, same.count == 1 { return only }
    let examples = known.sorted().prefix(5).map(\.name).joined(separator: ", ")
    problems.append(
      "`\(key)`: \(name) \(same.isEmpty ? "is not one of them" : "could be several tests")"
        + (known.isEmpty
          ? "; there are none, leave the list empty" : "; use ids as given, such as \(examples)"))
    return nil
  }

  /// Changed expectations, each with words that stand in the report.
  mutating func expectations(of tests: Set<TestID>, report: BugReport) -> [ExpectationChange] {
    let key = "expectationChanges"
    guard let items = answer[key]?.array else {
      problems.append("`\(key)` must be a list; an empty one is fine")
      return []
    }
    return items.compactMap { item in
      guard let name = item["test"]?.string, let sentence = item["sentence"]?.string else {
        problems.append("`\(key)`: each needs `test` and `sentence`")
        return nil
      }
      if !ReportWords.says(sentence, report) {
        problems.append("`\(key)`: the report does not say, word for word: \(sentence)")
        return nil
      }
      return named(name, key, among: tests).map {
        ExpectationChange(test: $0, sentence: sentence)
      }
    }
  }

  /// Local or across modules.
  mutating func reach() -> ChangeContract.Reach {
    guard let reach = answer["reach"]?.string.flatMap(ChangeContract.Reach.init) else {
      problems.append("`reach` must be local or crossCutting")
      return .local
    }
    return reach
  }

  /// The existing file that is probably meant.
  private static func hint(_ path: String, in paths: Set<String>) -> String {
    let name = path.split(separator: "/").last ?? ""
    let same = paths.filter { $0.split(separator: "/").last == name }.sorted()
    return same.isEmpty
      ? "; a file to create belongs in `newFiles`"
      : "; is \(same.prefix(3).joined(separator: " or ")) meant?"
  }
}
