package import TandemCore

/// The files that decide how tests run: a draft's version of them never judges the draft.
package enum RunnerConfiguration {
  /// Whether the change of `file` changes how tests run.
  package static func isChanged(by file: DiffFile) -> Bool {
    [file.path, file.oldPath].compactMap(\.self).contains { path in
      files.contains { $0.matches(path) }
    } || touchesTestSettings(file)
  }

  private static let files = [
    "conftest.py", "pytest.ini", ".pytest.ini", "tox.ini", "noxfile.py", ".coveragerc",
    "/runtests.py", "/tests/runtests.py", "jest.config.*", "vitest.config.*", "karma.conf.*",
    "jest.setup.*", "setupTests.*", "vitest.setup.*", "vitest.workspace.*",
    "junit-platform.properties",
    "**/META-INF/services/org.junit.*", "*.xctestplan", "nextest.toml", "**/.cargo/config.toml",
    "CTestTestfile.cmake", ".mocharc*", "/Makefile", "/GNUmakefile", "/justfile", "/Taskfile.yml",
  ].map { Glob($0) }

  private static let manySettings: Set<String> = [
    "setup.cfg", "pyproject.toml", "package.json", "Cargo.toml", "setup.py", "pom.xml",
    "build.gradle", "build.gradle.kts", "Package.swift", "CMakeLists.txt",
  ]

  /// Files of many settings count where a changed line is about tests.
  private static func touchesTestSettings(_ file: DiffFile) -> Bool {
    let name = file.path.split(separator: "/").last ?? ""
    guard manySettings.contains(String(name)) else { return false }
    return file.hunks.contains { hunk in
      hunk.lines.contains { line in
        let text = line.text.lowercased()
        let isAboutTests = [
          "pytest", "unittest", "jest", "mocha", "vitest", "\"test", "addopts", "testpaths",
          "[[test]]", "harness", "surefire", "failsafe", "skiptests", "testfailureignore",
          "usejunit", "ignorefailures", "testtarget", "maven.test",
        ]
        .contains { text.contains($0) }
        return line.kind != .context && isAboutTests
      } || hunk.heading.contains("pytest")
    }
  }
}
