package import TandemCore
import TandemPatch

/// Reads a scope answer and holds it against the report, the tree and the tests.
///
/// Whatever a model says, a contract never allows an unsafe path, a file that is not there, or a
/// changed expectation without the report's own words.
package enum ContractParser {
  /// The line budgets that make sense.
  package static let lineBudgets = 1...400

  /// Returns the contract.
  ///
  /// - Parameters:
  ///   - paths: every file of the base tree.
  ///   - tests: the tests that are known.
  ///   - failing: those of them that are red on the base and may have to turn green; nil for all.
  /// - Throws: a `ContractError` with every problem, for the one re-ask.
  package static func parse(
    _ answer: JSONValue, report: BugReport, paths: Set<String>, tests: Set<TestID>,
    failing: Set<TestID>? = nil, tier: Tier
  ) throws(ContractError) -> ChangeContract {
    var reader = ContractReader(answer: answer)
    let contract = ChangeContract(
      cause: reader.text("cause"), plan: reader.text("plan"),
      files: reader.existing("files", in: paths), newFiles: reader.new("newFiles", beside: paths),
      testFiles: reader.either("testFiles", beside: paths), lineBudget: reader.budget(lineBudgets),
      mustTurnGreen: reader.tests("mustTurnGreen", among: failing ?? tests),
      expectationChanges: reader.expectations(of: tests, report: report),
      riskFlags: reader.texts("riskFlags"), reach: reader.reach(), tier: tier)
    if contract.files.isEmpty, contract.newFiles.isEmpty {
      reader.problems.append("`files` must name at least one file to change")
    }
    guard reader.problems.isEmpty else { throw ContractError(reader.problems) }
    return contract.withSourcesCounted
  }
}

extension ChangeContract {
  /// A file that is to be changed counts for the line budget, also where tests may be added to it.
  fileprivate var withSourcesCounted: ChangeContract {
    var contract = self
    contract.testFiles.removeAll { files.contains($0) || newFiles.contains($0) }
    return contract
  }
}

/// Why a scope answer is no contract: every problem, so that one re-ask is enough.
package struct ContractError: Error, Codable, Sendable, Hashable, CustomStringConvertible {
  /// What does not fit, one sentence each.
  package var problems: [String]

  /// Makes an error from its problems.
  package init(_ problems: [String]) { self.problems = problems }

  /// The problems, one a line.
  package var description: String { problems.map { "- " + $0 }.joined(separator: "\n") }
}
