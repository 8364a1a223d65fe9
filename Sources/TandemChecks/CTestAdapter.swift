package import TandemCore
package import TandemWorkspace

/// Configures and builds a CMake project outside of its tree and runs `ctest`.
///
/// Ids are CTest's test names: usually a whole program each. Results come from `--output-junit`
/// where this CTest has it (3.21), else from its text.
package struct CTestAdapter: TestAdapter {
  /// `ctest`.
  package let name = "ctest"
  /// Always, as far as CTest's tests are apart.
  package let reportsEachTest = true
  /// `ctest`.
  package let commandLine = ["ctest"]
  private let directory: RepositoryFolder

  /// Makes an adapter for the project in `directory` of the repository; empty for its top.
  package init(directory: String = "") { self.directory = RepositoryFolder(directory) }

  /// Returns what speaks for CTest: a project that adds tests.
  static func detected(in project: ProjectFiles) -> DetectedTests.Candidate? {
    guard project.has("CMakeLists.txt") else { return nil }
    let lists = project.paths.filter { $0.hasSuffix("CMakeLists.txt") }.prefix(200)
    let adding = lists.first { path in
      let text = project.text(at: path)?.lowercased() ?? ""
      return ["add_test(", "add_test (", "_discover_tests("].contains { text.contains($0) }
    }
    guard let adding else { return nil }
    return .init(
      adapter: CTestAdapter(directory: project.folder.path), reason: "\(adding) adds tests")
  }

  /// Returns a pattern of names; files cannot be selected, and mean everything.
  package func arguments(for selection: TestSelection) -> [String] {
    guard case .tests(let tests) = selection else { return [] }
    let names = Set(tests.map { RegexText.escaped($0.name) }).sorted()
    return ["-R", "^(" + names.joined(separator: "|") + ")$"]
  }

  /// Returns a shell line that builds in the home folder and starts CTest there.
  package func command(for invocation: TestInvocation) -> WorkspaceCommand {
    command(Self.building + Self.running, invocation)
  }

  /// Returns the two halves of the shell line, and what starts the tests' own programs.
  package func steps(for invocation: TestInvocation) -> TestSteps? {
    build(for: invocation).map {
      TestSteps(
        build: $0, run: command(Self.running, invocation),
        refutation: command(Self.refuting, invocation))
    }
  }

  /// Returns the first half of the shell line.
  package func build(for invocation: TestInvocation) -> WorkspaceCommand? {
    command(Self.building, invocation)
  }

  private static let folder = """
    out="$HOME/.tandem-ctest"

    """
  /// Files that a change adds are found by a new configuration alone.
  private static let building =
    folder + """
      configured="${TMPDIR:-/tmp}/tandem-configured"
      if [ ! -e "$configured" ]; then
        cmake -S . -B "$out" -DBUILD_TESTING=ON || exit
        : >"$configured"
      fi
      cmake --build "$out" --parallel 2 || exit
      if ctest --help | grep -q -e --output-junit; then : >"$out/tandem-has-junit"; fi

      """
  private static let running =
    folder + """
      report="$1"; shift
      cd "$out" || exit
      if [ -e tandem-has-junit ]; then set -- --output-junit "$report" "$@"; fi
      echo "$report begins"
      exec ctest --output-on-failure "$@"

      """

  /// Starts the programs themselves, which takes a tenth of the time; refutes nothing where CTest would not
  /// judge by their exit codes alone or starts them in a way that a shell does not.
  private static let refuting =
    folder + """
      shift
      programs="${TMPDIR:-/tmp}/tandem-programs"
      if [ ! -e "$programs" ]; then
        cd "$out" || exit
        ctest -N -V "$@" | awk -v quote="'" '
          sub(/^[0-9]+: Test command: /, "") { program = $0; if (/[$`\\\\]/) odd = 1 }
          /^[0-9]+: Environment variables/ { odd = 1 }
          sub(/^[0-9]+: Working Directory: /, "") {
            if (index($0, quote)) odd = 1
            print "(cd " quote $0 quote " && " program ") || exit"
          }
          END { exit odd }' >"$programs" || echo "exit 0" >"$programs"
        if grep -rqs --include=CTestTestfile.cmake -e WILL_FAIL -e _REGULAR_EXPRESSION -e SKIP_RETURN .; then
          echo "exit 0" >"$programs"
        fi
      fi
      exec /bin/sh "$programs"

      """

  private func command(_ line: String, _ invocation: TestInvocation) -> WorkspaceCommand {
    let tool = "tandem_" + invocation.token
    return WorkspaceCommand(
      arguments: ["/bin/sh", "-c", line, tool, "{results}/\(tool).xml"]
        + arguments(for: invocation.selection),
      directory: directory.path, environment: invocation.environment,
      changes: invocation.changes, deadline: invocation.deadline)
  }

  /// Reads the report, and what the text says of each test beside it.
  package func parse(_ result: WorkspaceResult, of invocation: TestInvocation) -> TestRun {
    let tool = "tandem_" + invocation.token
    let text = CTestText(result.command.output, begin: tool + ".xml begins")
    var reading = RunReading(results: text.results, defect: text.defect)
    if let bytes = result.collected[tool + ".xml"] {
      let report = JUnitXML(bytes)
      let words = Dictionary(
        text.results.map { ($0.id, $0.failure) }, uniquingKeysWith: { first, _ in first })
      reading = RunReading(
        results: report.results { $0.name }.map { result in
          var result = result
          if result.status.isRed, let failure = words[result.id] { result.failure = failure }
          return result
        }, defect: report.defect)
    }
    return reading.run(result.command, shown: shown(invocation.selection), runner: name) {
      let lines = $0.output.split(separator: "\n")
      return lines.first { $0.contains("error: ") || $0.hasPrefix("CMake Error") }
        .map { Bounds.head(String($0), 300) }
    }
  }

  /// Whether `path` is a C or C++ test by its name.
  package func canRun(_ path: String) -> Bool {
    directory.contains(path) && Self.isC(path) && TestFiles.isTest(path)
  }

  /// Whether `path` is a C or C++ file below the folder.
  package func speaksFor(_ path: String) -> Bool { directory.contains(path) && Self.isC(path) }

  /// Not known: a test is a program.
  package func file(of test: TestID) -> String? { nil }

  private static func isC(_ path: String) -> Bool {
    [".c", ".cc", ".cpp", ".cxx", ".h", ".hh", ".hpp"].contains { path.hasSuffix($0) }
  }
}
