package import TandemCore
package import TandemWorkspace

/// Runs `go test -json` and reads its events.
///
/// Ids are `pkg/a_test.go::TestName/subtest`, with the file that defines the test; `pkg` alone stands
/// for a package that could not be built or failed outside of its tests.
package struct GoAdapter: TestAdapter {
  /// `go test`.
  package let name = "go test"
  /// Always: the events tell each test.
  package let reportsEachTest = true
  /// `go test`, or what the configuration says, without packages.
  package let commandLine: [String]
  private let directory: RepositoryFolder
  private let module: String
  private let files: GoTestFiles

  /// Makes an adapter.
  ///
  /// - Parameters:
  ///   - command: The command, without packages.
  ///   - directory: Where it runs, in the repository: the module's folder.
  ///   - module: The module's path, as `go.mod` has it.
  ///   - paths: Every path of the base tree in that folder.
  ///   - read: Returns a file's text in the base tree, or nil.
  package init(
    command: [String] = ["go", "test"], directory: String = "", module: String, paths: [String],
    read: (String) -> String?
  ) {
    commandLine = command
    let folder = RepositoryFolder(directory)
    self.directory = folder
    self.module = module
    files = GoTestFiles(
      paths.filter { $0.hasSuffix("_test.go") }.map { (folder.relative($0), read($0) ?? "") })
  }

  /// Returns what speaks for `go test`: a module and a test file.
  static func detected(in project: ProjectFiles) -> DetectedTests.Candidate? {
    guard let adapter = configured(["go", "test"], in: project),
      let test = project.paths.first(where: { $0.hasSuffix("_test.go") })
    else { return nil }
    return .init(
      adapter: adapter, reason: "\(project.shown("go.mod")) is a Go module and \(test) has tests")
  }

  /// Returns the adapter for a configured command; nil without a module.
  static func configured(_ words: [String], in project: ProjectFiles) -> GoAdapter? {
    let lines = project.text("go.mod")?.split(whereSeparator: \.isNewline) ?? []
    guard let line = lines.first(where: { $0.hasPrefix("module ") }) else { return nil }
    let name = line.dropFirst("module ".count).prefix { $0 != " " }.filter { $0 != "\"" }
    return GoAdapter(
      command: words.filter { $0 != "./..." && $0 != "-json" }, directory: project.folder.path,
      module: name, paths: project.paths, read: project.text(at:))
  }

  /// Returns packages and a pattern of names as go takes them.
  package func arguments(for selection: TestSelection) -> [String] {
    switch selection {
    case .whole: return ["./..."]
    case .files(let paths):
      return Set(paths.map { Self.package(of: directory.relative($0)) }).sorted()
    case .tests(let tests):
      let places = Set(tests.map { Self.package(of: TestPath.before($0)) }).sorted()
      let names = tests.map { test -> String in
        let rest = test.name.dropFirst(TestPath.before(test).count + 2)
        return String(rest.prefix { $0 != "/" })
      }
      guard !names.isEmpty, !names.contains("") else { return places }
      let pattern = Set(names.map(RegexText.escaped)).sorted().joined(separator: "|")
      return ["-run", "^(\(pattern))$"] + places
    }
  }

  /// Returns the command, without the network and with a cache of its own: the user's is read-only.
  package func command(for invocation: TestInvocation) -> WorkspaceCommand {
    command(
      CapturedOutput(invocation, .output).command(
        commandLine + ["-json", "-count=1"] + arguments(for: invocation.selection)), invocation)
  }

  private func command(_ words: [String], _ invocation: TestInvocation) -> WorkspaceCommand {
    var environment = [
      "GOPROXY": "off", "GOTOOLCHAIN": "local", "GOCACHE": "{home}/.tandem-go",
    ]
    environment.merge(invocation.environment) { $1 }
    return WorkspaceCommand(
      arguments: words, directory: directory.path, environment: environment,
      changes: invocation.changes, deadline: invocation.deadline)
  }

  /// Returns the command without the checks that `go test` makes before it builds.
  package func narrowCommand(for invocation: TestInvocation) -> WorkspaceCommand {
    var command = command(for: invocation)
    if let place = command.arguments.firstIndex(of: "-json") {
      command.arguments.insert("-vet=off", at: place)
    }
    return command
  }

  /// Returns a run of no tests: what it compiles is kept in go's own cache.
  package func build(for invocation: TestInvocation) -> WorkspaceCommand? {
    command(commandLine + ["-run", "^$", "./..."], invocation)
  }

  /// Returns a build of each package's test program, and a run of these programs whose output
  /// `test2json` makes events of, as `go test -json` does.
  package func steps(for invocation: TestInvocation) -> TestSteps? {
    guard case .tests(let tests) = invocation.selection, commandLine == ["go", "test"] else {
      return nil
    }
    let words = arguments(for: invocation.selection)
    let folders = Set(tests.map { Self.package(of: TestPath.before($0)) }).sorted()
    let places = folders.map { folder -> [String] in
      let path = folder == "." ? "" : String(folder.dropFirst(2))
      return [folder, path.isEmpty ? module : module + "/" + path]
    }
    let building = """
      out="${TMPDIR:-/tmp}/tandem-go"; mkdir -p "$out"; module="$1"; shift
      while [ $# -gt 0 ]; do
        program="$out/$(echo "$1" | tr / _).test"
        go test -c -vet=off -gcflags="$module/...=-e" -o "$program" "$1" || exit
        shift 2
      done
      """
    let running = """
      out="${TMPDIR:-/tmp}/tandem-go"; report="$1"; names="$2"; shift 2; code=0
      exec >"$report"
      while [ $# -gt 0 ]; do
        program="$out/$(echo "$1" | tr / _).test"
        [ -e "$program" ] && (cd "$1" && go tool test2json -t -p "$2" /bin/sh -c "$failing" \
          "$program" -test.v -test.paniconexit0 -test.run "$names") || code=1
        shift 2
      done
      exit $code
      """
    let names = words.first == "-run" ? words[1] : ""
    // A program that dies does not say itself that it failed: `go test` says so for it.
    let failing = """
      failing='"$0" "$@" || { code=$?; echo FAIL; exit $code; }'

      """
    let report = "{results}/" + CapturedOutput(invocation, .output).name
    return TestSteps(
      build: command(
        ["/bin/sh", "-c", building, "tandem", module] + places.flatMap(\.self), invocation),
      run: command(
        ["/bin/sh", "-c", failing + running, "tandem", report, names] + places.flatMap(\.self),
        invocation))
  }

  /// The test function: subtests are run with all of it.
  package func unit(of test: TestID) -> String {
    let path = TestPath.before(test)
    return path + test.name.dropFirst(path.count).prefix { $0 != "/" }
  }

  /// Reads the events.
  package func parse(_ result: WorkspaceResult, of invocation: TestInvocation) -> TestRun {
    let captured = CapturedOutput(invocation, .output)
    var reading = RunReading(defect: "go's output was not kept")
    if let bytes = result.collected[captured.name] {
      let report = GoReport(bytes)
      let files = files.changed(by: invocation.changes, in: directory)
      reading = RunReading(
        results: report.results.map { package, test, result in
          var result = result
          result.id = TestID(id(package, test, files))
          return result
        },
        defect: report.unfinished.first.map { "\($0) did not come to the end of its tests" })
    }
    reading.keep(invocation.selection)
    return reading.run(
      result.command, shown: shown(invocation.selection), runner: name)
  }

  /// Whether `path` is a Go test file of the module.
  package func canRun(_ path: String) -> Bool {
    directory.contains(path) && path.hasSuffix("_test.go")
  }

  /// Whether `path` is a Go file of the module.
  package func speaksFor(_ path: String) -> Bool {
    directory.contains(path) && path.hasSuffix(".go")
  }

  /// Returns the path before the first `::`, told from the top of the repository.
  package func file(of test: TestID) -> String? {
    let path = TestPath.before(test)
    return path.hasSuffix(".go") ? directory.absolute(path) : nil
  }

  private func id(_ package: String, _ test: String, _ files: GoTestFiles) -> String {
    let folder =
      package == module
      ? "" : package.hasPrefix(module + "/") ? String(package.dropFirst(module.count + 1)) : package
    guard !test.isEmpty else { return folder.isEmpty ? "." : folder }
    let name = String(test.prefix { $0 != "/" })
    return (files.file(of: name, in: folder) ?? (folder.isEmpty ? "." : folder)) + "::" + test
  }

  /// The package of a test file or of a package's own id, as go takes it.
  private static func package(of path: String) -> String {
    guard path.hasSuffix(".go") else { return path == "." ? "." : "./" + path }
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    return folder.isEmpty ? "." : "./" + folder
  }
}
