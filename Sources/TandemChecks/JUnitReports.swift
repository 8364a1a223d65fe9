import TandemCore
import TandemWorkspace

/// The JUnit XML files that Maven and Gradle leave in their build folders, a file a class.
struct JUnitReports {
  /// What the reports lie under: `*/surefire-reports/TEST-*.xml`.
  let pattern: String

  /// Returns a command that runs `words` and brings the reports of just this run to `{results}`.
  ///
  /// Reports of earlier runs lie in build folders that the user's checkout may lend.
  func command(_ words: [String], _ invocation: TestInvocation) -> [String] {
    let line = """
      find . -path '\(pattern)' -delete
      "$@"; code=$?
      find . -path '\(pattern)' | sort >"$0.list"
      number=0
      while read -r file; do number=$((number + 1)); cp "$file" "$0-$number.xml"; done <"$0.list"
      exit $code
      """
    return ["/bin/sh", "-c", line, "{results}/tandem_" + invocation.token] + words
  }

  /// Reads the reports: ids are `package.Class.method`.
  func reading(_ result: WorkspaceResult, _ invocation: TestInvocation) -> RunReading {
    let prefix = "tandem_" + invocation.token
    let listed = result.collected[prefix + ".list"] ?? []
    let count = listed.count { $0 == UInt8(ascii: "\n") }
    guard count > 0 else { return RunReading(defect: "no report was left") }
    let files = (1...count).map { result.collected["\(prefix)-\($0).xml"] }
    let reports = files.compactMap(\.self).map(JUnitXML.init)
    guard reports.count == count else {
      return RunReading(defect: "only \(reports.count) of \(count) reports could be read")
    }
    return RunReading(
      results: reports.flatMap { report in
        report.results { one in
          let name = one.name.hasSuffix("()") ? String(one.name.dropLast(2)) : one.name
          // A class that could not be set up is told as a case without a name, or with its own.
          return name.isEmpty || name == one.className
            ? one.className : one.className + "." + name
        }
      }, defect: reports.compactMap(\.defect).first)
  }
}
