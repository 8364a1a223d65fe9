import TandemCore

/// What a Python repository's files say about how its tests are run.
struct PythonProject {
  /// The folder that tests run in.
  let directory: RepositoryFolder
  /// The interpreter, told from `directory`: `python3`, or the virtual environment's.
  let interpreter: String
  /// Folders that modules are imported from, told from `directory`.
  let sources: [String]
  /// Test modules, as paths of the base tree.
  let tests: [String]
  private let files: [String]
  private let known: Set<String>
  private let read: (String) -> String?

  /// Looks through the files below `directory`.
  init(
    files: [String], read: @escaping (String) -> String?, directory: RepositoryFolder,
    virtualEnvironment: String?
  ) {
    self.directory = directory
    self.read = read
    known = Set(files)
    let files = files.filter { directory.contains($0) }.sorted()
    self.files = files
    tests = files.filter(TestFiles.isPythonTest)
    interpreter =
      virtualEnvironment.map { folder in
        let path = directory.relative(folder)
        return (path.hasPrefix("../") ? "" : "./") + path + "/bin/python"
      } ?? "python3"
    let packaged = files.contains { file in
      let parts = directory.relative(file).split(separator: "/")
      return parts.first == "src" && parts.count >= 2 && parts.last?.hasSuffix(".py") ?? false
    }
    sources = packaged ? ["src"] : []
  }

  /// Returns the ways to run the tests, best first.
  func candidates() -> [DetectedTests.Candidate] {
    if let django = djangoItself() { return [django] }
    let pytest = pytestReason()
    let unittest = unittestReason()
    let manage = manage()
    var found: [DetectedTests.Candidate] = []
    if let reason = pytest.strong { found.append(.init(adapter: pytestAdapter(), reason: reason)) }
    if let manage { found.append(manage) }
    if found.isEmpty, let reason = pytest.weak, unittest == nil {
      found.append(.init(adapter: pytestAdapter(), reason: reason))
    }
    if let unittest { found.append(.init(adapter: unittestAdapter(), reason: unittest)) }
    if pytest.strong == nil, unittest != nil, let reason = pytest.weak {
      found.append(.init(adapter: pytestAdapter(), reason: reason))
    }
    return found
  }

  /// Why there is no way, in one sentence.
  var absence: String {
    let place = directory.path.isEmpty ? "the repository" : directory.path
    return tests.isEmpty
      ? "no tests that Tandem can run were found in \(place): set `tests.command`"
      : "\(tests.count) test files were found in \(place), but no test in them: set `tests.command`"
  }

  /// pytest, as `python -m pytest`.
  func pytestAdapter(command: [String]? = nil) -> PytestAdapter {
    PytestAdapter(
      command: command ?? [interpreter, "-m", "pytest"], directory: directory.path,
      sources: sources)
  }

  /// unittest with discovery, or with configured arguments.
  func unittestAdapter(
    launcher: [String]? = nil, roots: [UnittestAdapter.Root]? = nil, pattern: String? = nil,
    names: [String]? = nil
  ) -> UnittestAdapter {
    let relative = tests.map(directory.relative)
    let packages = files.filter { $0.hasSuffix("__init__.py") }.map {
      directory.relative($0).split(separator: "/").dropLast().joined(separator: "/")
    }
    return UnittestAdapter(
      launcher: launcher ?? [interpreter], directory: directory.path, sources: sources,
      roots: roots ?? UnittestRoots.find(tests: relative, packages: Set(packages)),
      pattern: pattern ?? UnittestRoots.pattern(of: relative), names: names, tests: tests)
  }

  /// Whether the base tree has a file at this path, told from `directory`.
  func has(_ path: String) -> Bool { known.contains(directory.absolute(path)) }

  /// Text of the file at a path told from `directory`.
  func text(_ path: String) -> String? { has(path) ? read(directory.absolute(path)) : nil }

  /// Django's own repository.
  private func djangoItself() -> DetectedTests.Candidate? {
    guard has("tests/runtests.py"), has("django/__init__.py") else { return nil }
    return .init(
      adapter: djangoAdapter(
        launcher: [interpreter], script: "tests/runtests.py", options: [], labels: []),
      reason: "tests/runtests.py is Django's own test runner")
  }

  /// A project made with Django.
  private func manage() -> DetectedTests.Candidate? {
    guard let text = text("manage.py"), text.utf8.count < 100_000, text.contains("django") else {
      return nil
    }
    guard !tests.isEmpty else { return nil }
    return .init(
      adapter: djangoAdapter(
        launcher: [interpreter], script: "manage.py", options: ["test"], labels: []),
      reason: "manage.py is a Django project's command")
  }

  /// Django's runner behind a script, told from `directory`.
  ///
  /// `runtests.py` is run in its own folder, as its documentation does, and one test at a time:
  /// results of forked workers come late and without their seconds.
  func djangoAdapter(
    launcher: [String], script: String, options: [String], labels: [String]
  ) -> DjangoAdapter {
    guard script.hasSuffix("runtests.py") else {
      return DjangoAdapter(
        launcher: launcher, directory: directory.path, script: script,
        options: options + ["--noinput"], labels: labels, sources: sources, tests: tests)
    }
    let home = script.split(separator: "/").dropLast().joined(separator: "/")
    let folder = RepositoryFolder(directory.absolute(home))
    let isParallel = options.contains { $0.hasPrefix("--parallel") }
    let up = folder.relative(directory.path)
    return DjangoAdapter(
      launcher: launcher.map { word in
        word.hasPrefix("./") || word.hasPrefix("../")
          ? folder.relative(directory.absolute(word)) : word
      },
      directory: folder.path, script: "runtests.py",
      options: options + (isParallel ? [] : ["--parallel", "1"]), labels: labels,
      sources: [up.isEmpty ? "." : up], tests: tests)
  }

  /// What speaks for pytest: configuration or use of it, or merely tests it would find.
  private func pytestReason() -> (strong: String?, weak: String?) {
    let settings: [(file: String, section: String)] = [
      ("pytest.ini", ""), (".pytest.ini", ""), ("pyproject.toml", "[tool.pytest"),
      ("tox.ini", "[pytest]"), ("setup.cfg", "[tool:pytest]"),
    ]
    // pytest looks for its settings in the folder and then in those above it.
    let depth = directory.path.split(separator: "/").count
    for up in 0...depth {
      for (file, section) in settings {
        let path = String(repeating: "../", count: up) + file
        guard let text = text(path), section.isEmpty || text.contains(section) else { continue }
        return ("\(directory.absolute(path)) configures pytest", nil)
      }
    }
    if let file = files.first(where: { $0.split(separator: "/").last == "conftest.py" }) {
      return ("\(file) is a pytest configuration", nil)
    }
    for path in tests.prefix(Self.sample) {
      guard let text = read(path) else { continue }
      let style = PythonTestStyle(text)
      if style.importsPytest { return ("\(path) imports pytest", nil) }
      if style.hasPlainTests { return (nil, "\(path) has tests that are plain functions") }
    }
    for file in ["requirements-dev.txt", "requirements.txt", "pyproject.toml", "setup.py"] {
      if let text = text(file), text.contains("pytest"), !tests.isEmpty {
        return (nil, "\(file) names pytest")
      }
    }
    return (nil, nil)
  }

  /// What speaks for unittest.
  private func unittestReason() -> String? {
    for path in tests.prefix(Self.sample) {
      if let text = read(path), PythonTestStyle(text).hasTestCases {
        return "\(path) has unittest test cases"
      }
    }
    return nil
  }

  /// How many test files are read before none is said to be of a kind.
  private static let sample = 60
}
