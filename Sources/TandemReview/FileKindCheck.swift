import TandemCore

/// Files that became something else than a text, or that nobody can read.
enum FileKindCheck {
  static func findings(in file: DiffFile) -> [Finding] {
    var findings: [Finding] = []
    if file.newEntry == .link {
      let target = file.hunks.flatMap(\.lines).first { $0.kind == .added }?.text ?? ""
      findings.append(
        Finding(
          .fileKind, .error, file.path, line: target.isEmpty ? nil : 1, quote: target,
          "a symbolic link may lead out of the repository; write an ordinary file"))
    } else if file.newEntry == .submodule || file.oldEntry == .submodule {
      findings.append(
        Finding(.fileKind, .error, file.path, "a submodule decides whose code is fetched"))
    } else if file.newEntry == .executable, file.oldEntry != .executable {
      findings.append(
        Finding(
          .fileKind, .risk, file.path, "the file becomes executable; a person must accept that"))
    }
    if file.isBinary {
      findings.append(
        Finding(
          .binaryFile, .risk, file.path, "nobody can read this change; a person must accept it"))
    } else if !file.isUTF8 {
      findings.append(
        Finding(
          .fileKind, .warning, file.path,
          "the file is not UTF-8; what is shown may not be what is there"))
    }
    return findings
  }
}
