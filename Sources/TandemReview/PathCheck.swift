import TandemCode
import TandemCore
import TandemPatch

/// What a diff's paths say: risks, deletions, the test runner's own files, names that collide.
enum PathCheck {
  /// - Parameter isAgreed: whether a contract speaks for the diff.
  static func findings(in diff: Diff, isAgreed: Bool, context: CheckContext) -> [Finding] {
    diff.files.flatMap { file in
      let paths = [file.path] + [file.oldPath].compactMap { $0 }
      return paths.flatMap { risks(of: $0, file, isAgreed, context) + safety(of: $0, file) }
        + runner(file) + dependencies(file) + deletion(file)
    } + twins(diff)
  }

  private static func risks(
    of path: String, _ file: DiffFile, _ isAgreed: Bool, _ context: CheckContext
  ) -> [Finding] {
    let role = PathRole(path: path)
    guard role != .test || path.hasPrefix(".") else { return [] }
    if let risk = RiskPaths.stated(of: path, extra: context.riskPaths) {
      return [
        about(file, .riskyPath, .risk, "this file decides \(risk); a person must accept that")
      ]
    }
    guard let subject = RiskPaths.subject(of: path), role != .documentation else { return [] }
    // Whoever reads a person's diff is a person: that a folder is called `auth` is worth a word, and
    // says nothing against the change. A draft's change there waits for one.
    return [
      isAgreed
        ? about(file, .riskyPath, .risk, "this file decides \(subject); a person must accept that")
        : about(file, .riskyPath, .note, "by its path this file decides \(subject)")
    ]
  }

  private static func deletion(_ file: DiffFile) -> [Finding] {
    guard file.kind == .deleted else { return [] }
    return [about(file, .deletedFile, .risk, "the file is deleted; a person must accept that")]
  }

  private static func safety(of path: String, _ file: DiffFile) -> [Finding] {
    PathSafety.check(path).map {
      [about(file, .unsafePath, $0 == .submodules ? .risk : .error, "the path \($0)")]
    } ?? []
  }

  private static func twins(_ diff: Diff) -> [Finding] {
    PathSafety.twins(diff.files.filter { $0.kind != .deleted }.map(\.path)).flatMap { group in
      group.map {
        Finding(
          .unsafePath, .error, $0,
          "some file systems take \(group.joined(separator: " and ")) for one file")
      }
    }
  }

  // MARK: - The test runner's own files

  /// Modules that Python loads by itself, and those whose place a new file may take.
  private static let shadowing: Set<Substring> = [
    "sitecustomize", "usercustomize", "unittest", "pytest", "_pytest", "pluggy", "doctest", "nose",
    "site", "mock", "builtins", "importlib", "runpy",
  ]

  private static func runner(_ file: DiffFile) -> [Finding] {
    let parts = file.path.split(separator: "/")
    let name = parts.last ?? ""
    let module = name.prefix { $0 != "." }
    let isModule = name.hasSuffix(".py") && shadowing.contains(module)
    let isPackage = name == "__init__.py" && parts.dropLast().last.map(shadowing.contains) ?? false
    let isPath = name.hasSuffix(".pth") || name.hasSuffix(".egg-link")
    let loadsItself = ["sitecustomize", "usercustomize"].contains(module) || isPath
    if loadsItself || (file.kind == .added && (isModule || isPackage)) {
      return [
        about(
          file, .runnerShadowed, .error,
          "Python would load this file instead of, or before, what the tests rely on")
      ]
    }
    guard RunnerConfiguration.isChanged(by: file) else { return [] }
    return [
      about(
        file, .runnerConfiguration, .risk,
        "this file decides how tests run; a draft is judged by the base's, and a person must accept it"
      )
    ]
  }

  // MARK: - Dependencies

  private static let manifests = [
    "requirements*.txt", "constraints*.txt", "pyproject.toml", "setup.py", "setup.cfg", "Pipfile",
    "package.json", "Cargo.toml", "go.mod", "Gemfile", "composer.json", "Package.swift",
    "build.gradle*",
    "pom.xml", "environment.yml",
  ].map { Glob($0) }

  /// A changed line of a manifest that names a version or a source.
  private static func dependencies(_ file: DiffFile) -> [Finding] {
    guard manifests.contains(where: { $0.matches(file.path) }) else { return [] }
    let lines = file.hunks.flatMap(\.lines).filter { $0.kind == .added }
    let isPlain = file.path.hasSuffix(".txt")
    return lines.filter { isPlain ? isRequirement($0.text) : isDependency($0.text) }.prefix(1).map {
      line in
      Finding(
        .dependency, .risk, file.path, line: line.newNumber, quote: line.text,
        "the change decides whose code is installed; a person must accept that")
    }
  }

  /// Whether a line of `requirements.txt` begins with a name or an option: prose does not.
  private static func isRequirement(_ line: String) -> Bool {
    let text = line.utf8.drop { $0 == 32 || $0 == 9 }
    let options = ["-e ", "-r ", "-c ", "-i ", "--index", "--extra", "--find", "git+", "http"]
    if options.contains(where: { text.starts(with: $0.utf8) }) { return true }
    let name = text.prefix { $0.isNamePart || [45, 46, 91, 93, 44].contains($0) }
    let rest = text[name.endIndex...].drop { $0 == 32 }
    guard !name.isEmpty else { return false }
    return rest.isEmpty ? false : "=<>~!@;".utf8.contains(rest.first ?? 0)
  }

  /// What an address stands beside where code is fetched from it; a home page stands beside none.
  private static let sources = [
    "git =", "git+", ".git", "source '", "source \"", "@ http", ".tar", ".zip", ".whl", "registry",
    "index", "resolved", "maven {",
  ]

  private static func isDependency(_ line: String) -> Bool {
    let hasVersion = line.utf8.contains { (48...57).contains($0) }
    return line.contains("==") || line.contains(">=") || line.contains("~=")
      || line.contains("git+")
      || line.contains("url:") || line.contains("path =")
      || (line.contains("://") && sources.contains { line.lowercased().contains($0) })
      || (hasVersion
        && (line.contains("\"^") || line.contains("\"~") || line.contains("version")
          || line.contains(" v") || line.contains("\": \"")))
  }

  /// A finding about a whole file, with its first changed line as evidence.
  private static func about(
    _ file: DiffFile, _ rule: CheckRule, _ severity: Finding.Severity, _ message: String
  ) -> Finding {
    let first = file.firstChange
    return Finding(
      rule, severity, file.path, line: first?.number, quote: first?.text ?? "", message)
  }
}
