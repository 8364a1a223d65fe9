import TandemCore

/// A configured `tests.command`, and the adapter that knows it.
struct ConfiguredCommand {
  private let words: [String]

  /// Takes program and arguments, not empty.
  init(_ words: [String]) { self.words = words }

  /// Returns the adapter for the command; one by exit code where no other knows it.
  func candidate(
    in python: PythonProject, _ project: ProjectFiles
  ) -> DetectedTests.Candidate {
    let (adapter, what) = adapter(in: python, project)
    return .init(adapter: adapter, reason: "`tests.command` is configured: \(what)")
  }

  private func adapter(
    in project: PythonProject, _ files: ProjectFiles
  ) -> (any TestAdapter, String) {
    let words = interpreted(project)
    if module("pytest", in: words) != nil || startsPytest(words) {
      return (project.pytestAdapter(command: words), "pytest")
    }
    if let index = module("unittest", in: words) {
      return (unittest(words[..<index], words[(index + 2)...], project), "unittest")
    }
    if let index = words.firstIndex(where: { Self.last($0) == "runtests.py" }),
      project.text(words[index])?.contains("django") ?? false
    {
      return (django(words, script: index, arguments: index + 1, project), "Django's runtests.py")
    }
    if let index = words.firstIndex(where: { Self.last($0) == "manage.py" }),
      index + 1 < words.count, words[index + 1] == "test"
    {
      return (django(words, script: index, arguments: index + 2, project), "manage.py test")
    }
    if let adapter = RunnerChoice.adapter(for: words, in: files) { return (adapter, adapter.name) }
    return (
      CommandAdapter(command: words, directory: project.directory.path),
      "only its exit code is read, as Tandem does not know this runner"
    )
  }

  /// The words, with the virtual environment's programs in place of bare ones.
  private func interpreted(_ project: PythonProject) -> [String] {
    guard project.interpreter != "python3" else { return words }
    let folder = project.interpreter.dropLast("python".utf8.count)
    switch words[0] {
    case "python", "python3": return [project.interpreter] + words.dropFirst()
    case "pytest", "py.test": return [folder + words[0]] + words.dropFirst()
    default: return words
    }
  }

  /// Where `-m NAME` stands.
  private func module(_ name: String, in words: [String]) -> Int? {
    words.indices.dropLast().first { words[$0] == "-m" && words[$0 + 1] == name }
  }

  /// Whether pytest is the program, by itself or behind a launcher's `run`.
  private func startsPytest(_ words: [String]) -> Bool {
    words.indices.contains { index in
      ["pytest", "py.test"].contains(Self.last(words[index]))
        && (index == 0 || words[index - 1] == "run")
    }
  }

  private func unittest(
    _ launcher: ArraySlice<String>, _ arguments: ArraySlice<String>, _ project: PythonProject
  ) -> UnittestAdapter {
    let launcher = Array(launcher)
    guard arguments.isEmpty || arguments.first == "discover" else {
      return project.unittestAdapter(launcher: launcher, names: Array(arguments))
    }
    var start = "."
    var pattern = "test*.py"
    var top: String?
    var positions = [0, 1, 2].makeIterator()
    var rest = arguments.dropFirst()
    while let word = rest.popFirst() {
      switch word {
      case "-s", "--start-directory": start = rest.popFirst() ?? start
      case "-p", "--pattern": pattern = rest.popFirst() ?? pattern
      case "-t", "--top-level-directory": top = rest.popFirst() ?? top
      case let flag where flag.hasPrefix("-"): continue
      default:
        switch positions.next() {
        case 0: start = word
        case 1: pattern = word
        default: top = word
        }
      }
    }
    let folder = RepositoryFolder(start).path
    let above = RepositoryFolder(top ?? start).path
    let root = UnittestAdapter.Root(
      start: folder.isEmpty ? "." : folder, top: above.isEmpty ? "." : above)
    return project.unittestAdapter(launcher: launcher, roots: [root], pattern: pattern)
  }

  private func django(
    _ words: [String], script: Int, arguments: Int, _ project: PythonProject
  ) -> DjangoAdapter {
    var options = Array(words[(script + 1)..<arguments])
    var labels: [String] = []
    var takesValue = false
    for word in words[arguments...] {
      if word.hasPrefix("-") {
        takesValue = Self.djangoValues.contains(word)
        options.append(word)
      } else if takesValue {
        takesValue = false
        options.append(word)
      } else {
        labels.append(word)
      }
    }
    let launcher = script == 0 ? [project.interpreter] : Array(words[..<script])
    return project.djangoAdapter(
      launcher: launcher, script: words[script], options: options, labels: labels)
  }

  /// Options of Django's test command that take the next word as their value.
  private static let djangoValues: Set<String> = [
    "--settings", "--pythonpath", "--parallel", "-v", "--verbosity", "--testrunner", "-t",
    "--top-level-directory", "-p", "--pattern", "-k", "--tag", "--exclude-tag", "--start-at",
    "--start-after", "--bisect", "--pair", "--selenium",
  ]

  private static func last(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
