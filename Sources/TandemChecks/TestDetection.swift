/// How tests are to be run, as configured; empty where nothing is.
package struct ConfiguredTests: Codable, Sendable, Hashable {
  /// `tests.command`: program and arguments; nil where it is left to detection.
  package var command: [String]?
  /// `--dir`: the folder of the repository to run in; empty for its top.
  package var directory: String
  /// `tests.env`: what the tests need in their environment.
  package var environment: [String: String]

  /// Makes a configuration from its parts.
  package init(
    command: [String]? = nil, directory: String = "", environment: [String: String] = [:]
  ) {
    self.command = command
    self.directory = directory
    self.environment = environment
  }
}

/// How a repository's tests can be run, best first.
package struct DetectedTests: Sendable {
  /// The ways to run them, best first; empty where there is none.
  package var candidates: [Candidate]
  /// Why the first one, or why none, in one sentence.
  package var reason: String
  /// What the tests need in their environment.
  package var environment: [String: String]

  /// The best way to run them; nil where there is none.
  package var adapter: (any TestAdapter)? { candidates.first?.adapter }

  /// One way to run the tests.
  package struct Candidate: Sendable {
    /// Who runs them.
    package var adapter: any TestAdapter
    /// What in the repository or its configuration speaks for it, in one sentence.
    package var reason: String
  }
}

/// Tells how a repository runs its tests: its configuration first, else its own files.
package enum TestDetection {
  /// Looks at the base tree; pure but for what `read` does.
  ///
  /// Of several runners the one comes first whose files the report names; else the one with the
  /// most test files. The reason says which.
  ///
  /// - Parameters:
  ///   - files: Every path of the base tree.
  ///   - read: Returns a file's text in the base tree, or nil.
  ///   - configured: What the configuration says.
  ///   - virtualEnvironment: The repository's own ignored virtual environment, if it has one
  ///     (`VirtualEnvironment.find`).
  ///   - report: The report's text, where there is one.
  package static func detect(
    files: [String], read: @escaping (String) -> String?, configured: ConfiguredTests,
    virtualEnvironment: String? = nil, report: String = ""
  ) -> DetectedTests {
    let folder = RepositoryFolder(configured.directory)
    let python = PythonProject(
      files: files, read: read, directory: folder, virtualEnvironment: virtualEnvironment)
    let project = ProjectFiles(files: files, read: read, folder: folder)
    let candidates: [DetectedTests.Candidate]
    if let command = configured.command, !command.isEmpty {
      candidates = [ConfiguredCommand(command).candidate(in: python, project)]
    } else {
      candidates = RunnerChoice(project).ordered(python.candidates(), report: report)
    }
    return DetectedTests(
      candidates: candidates, reason: candidates.first?.reason ?? python.absence,
      environment: configured.environment)
  }
}
