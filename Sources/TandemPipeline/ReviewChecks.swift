package import TandemCore
package import TandemGit
import TandemReview
import TandemWorkspace

/// The deterministic part of a review, done before anything is recorded: what the checks find, and
/// the diff without the secrets in it.
package struct ReviewChecks {
  private let repository: Repository
  private let riskPaths: [String]

  /// Makes checks for one repository.
  ///
  /// - Parameter riskPaths: further paths that only a person may let change, as globs.
  package init(repository: Repository, riskPaths: [String]) {
    self.repository = repository
    self.riskPaths = riskPaths
  }

  /// Returns the subject with its findings, its secrets replaced by a mark.
  ///
  /// - Throws: `GitError` where the base cannot be read.
  package func checked(_ subject: ReviewSubject, base: String) throws -> ReviewSubject {
    let tree = try BaseTree(repository: repository, tree: base)
    let texts = Dictionary(subject.changes.map { ($0.path, $0.text) }, uniquingKeysWith: { $1 })
    let context = CheckContext(
      before: tree.text, after: { path in texts[path] ?? tree.text(path) },
      exists: tree.holds,
      riskPaths: riskPaths.map { Glob($0) })
    var checked = subject
    checked.findings =
      DiffChecks.findings(in: subject.diff, contract: subject.contract, context: context)
      + ScopeCheck.findings(in: subject.diff, scope: subject.scope.map { Glob($0) })
    checked.findings.sort { $0.severity > $1.severity }
    let secrets = SecretValues.found(in: subject.diff) + Self.lines(ofSecretFilesIn: subject.diff)
    return secrets.isEmpty ? checked : checked.mapped(Redaction(secrets).redact)
  }

  /// What stands in files that are known to hold secrets (`.env`): nobody else is shown them either.
  private static func lines(ofSecretFilesIn diff: Diff) -> [Secret] {
    diff.files.filter { file in
      let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
      return SecretNames().hides(name) { nil }
    }.flatMap { file in
      file.hunks.flatMap(\.lines).map { Secret($0.text) }
    }
  }
}

extension ReviewSubject {
  /// The subject with every text of the change passed through `clean`; line ends stay as they are.
  fileprivate func mapped(_ clean: (String) -> String) -> ReviewSubject {
    var subject = self
    subject.diff.text = clean(diff.text)
    for file in diff.files.indices {
      for hunk in diff.files[file].hunks.indices {
        let old = diff.files[file].hunks[hunk]
        subject.diff.files[file].hunks[hunk].heading = clean(old.heading)
        for line in old.lines.indices {
          subject.diff.files[file].hunks[hunk].lines[line].text = clean(old.lines[line].text)
        }
      }
    }
    subject.changes = changes.map { FileChange(path: $0.path, text: $0.text.map(clean)) }
    subject.findings = findings.map { finding in
      var finding = finding
      finding.quote = clean(finding.quote)
      finding.message = clean(finding.message)
      return finding
    }
    return subject
  }
}
