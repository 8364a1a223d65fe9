import TandemCore

/// Files and lines outside of what was agreed.
enum ContractCheck {
  static func findings(in diff: Diff, contract: ChangeContract) -> [Finding] {
    let allowed = Set(contract.files + contract.newFiles + contract.testFiles)
    var findings = diff.files.filter { !allowed.contains($0.path) }.map { file in
      let first = file.firstChange
      return Finding(
        .outsideContract, .error, file.path, line: first?.number, quote: first?.text ?? "",
        "the contract does not allow this file; it allows \(allowed.sorted().joined(separator: ", "))"
      )
    }
    let counted = diff.files.filter { !contract.testFiles.contains($0.path) }
    let lines = counted.reduce(0) { $0 + $1.addedLines + $1.removedLines }
    if lines > contract.lineBudget, let largest = counted.max(by: { $0.size < $1.size }) {
      findings.append(
        Finding(
          .lineBudget, .warning, largest.path,
          "\(lines) lines outside of tests, and the contract allows \(contract.lineBudget)"))
    }
    return findings
  }
}

extension DiffFile {
  /// The first added line, else the first removed one.
  var firstChange: (number: Int?, text: String)? {
    let lines = hunks.flatMap(\.lines)
    let line = lines.first { $0.kind == .added } ?? lines.first { $0.kind == .removed }
    return line.map { ($0.newNumber ?? $0.oldNumber, $0.text) }
  }

  fileprivate var size: Int { addedLines + removedLines }
}
