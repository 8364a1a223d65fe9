package import TandemCore

/// Files outside of where the user said that the change may be.
package enum ScopeCheck {
  /// Returns one finding for each file that no pattern fits; none for an empty scope.
  package static func findings(in diff: Diff, scope: [Glob]) -> [Finding] {
    guard !scope.isEmpty else { return [] }
    return diff.files.flatMap { file in
      ([file.path] + [file.oldPath].compactMap(\.self))
        .filter { path in !scope.contains { $0.matches(path) } }
        .map { path in
          let first = file.firstChange
          return Finding(
            .outsideScope, .error, file.path, line: first?.number, quote: first?.text ?? "",
            "\(path) is outside the stated scope, \(scope.map(\.pattern).joined(separator: ", "))")
        }
    }
  }
}
