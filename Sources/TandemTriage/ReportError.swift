/// Why something given as a bug report was refused, and what to do about it.
package struct ReportError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong with it.
  package var problem: Problem
  /// Where it came from: a file name or `standard input`.
  package var source: String

  /// Names a problem and where it is.
  package init(problem: Problem, source: String) {
    self.problem = problem
    self.source = source
  }

  /// What can be wrong with a report.
  package enum Problem: Sendable, Hashable {
    /// Nothing is in it.
    case empty
    /// Only an issue template's comments are in it.
    case onlyComments
    /// It is larger than the limit.
    case tooLarge
    /// It holds NUL bytes or is not UTF-8; the text says which.
    case notText(String)
    /// It is JSON of no form that is known.
    case unknownPayload
    /// It is the payload of a pull or merge request.
    case changeRequest
  }

  /// What happened, where, and what to do.
  package var description: String {
    switch problem {
    case .empty:
      "\(source) holds no text: write what goes wrong, what you expected and how to see it."
    case .onlyComments:
      "\(source) holds only the comments of an issue template: fill it in first."
    case .tooLarge:
      "\(source) is too large; a report may have 1 MB (\(ReportReader.limit) bytes): keep the "
        + "description and the part of the log around the error."
    case .notText(let why):
      "\(source) is not a text (\(why)): give Markdown, plain text or an issue's JSON, as UTF-8."
    case .unknownPayload:
      "\(source) is JSON, but no issue is in it: give the output of `gh issue view NUMBER --json "
        + "title,body,number,labels`, a GitHub, GitLab, Jira or Linear issue, or an issue webhook's payload."
    case .changeRequest:
      "\(source) describes a pull or merge request, not a bug: give the issue it belongs to."
    }
  }
}
