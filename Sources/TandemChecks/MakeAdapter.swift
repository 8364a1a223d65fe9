import TandemCore

/// `make test` or `make check`: one coarse result by exit code, for what no other adapter knows.
enum MakeAdapter {
  /// Returns what speaks for make: a target of that name.
  static func detected(in project: ProjectFiles) -> DetectedTests.Candidate? {
    for file in ["GNUmakefile", "Makefile", "makefile"] {
      guard let text = project.text(file) else { continue }
      let lines = text.split(whereSeparator: \.isNewline)
      for target in ["test", "check"] where lines.contains(where: { isRule($0, for: target) }) {
        return .init(
          adapter: CommandAdapter(command: ["make", target], directory: project.folder.path),
          reason: "\(project.shown(file)) has a target `\(target)`; only its exit code is read")
      }
    }
    return nil
  }

  /// `test: build`, `test check: …`, but not `test := value`.
  private static func isRule(_ line: Substring, for target: String) -> Bool {
    guard let colon = line.firstIndex(of: ":"), line.first != "\t",
      !line[line.index(after: colon)...].hasPrefix("=")
    else { return false }
    return line[..<colon].split(separator: " ").contains { $0 == target }
  }
}
