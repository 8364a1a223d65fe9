/// A file that may have to change when others do, and why.
package struct CoupledFile: Codable, Sendable, Hashable {
  /// Its path.
  package var path: String
  /// Whether it is a test.
  package var isTest: Bool
  /// What ties it to the others, strongest first.
  package var links: [Link]

  /// Makes one from its parts.
  package init(path: String, isTest: Bool, links: [Link]) {
    self.path = path
    self.isTest = isTest
    self.links = links
  }

  /// One tie to one of the others.
  package enum Link: Codable, Sendable, Hashable {
    /// Of the last `of` commits that changed `file`, so many changed both.
    case changes(with: String, times: Int, of: Int)
    /// It imports `file`.
    case imports(file: String)
    /// `file` imports it.
    case importedBy(file: String)
  }

  /// Its path and ties in one line: `a.py: changed with b.py in 7 of 9 commits; imports b.py`.
  package var line: String {
    let ties = links.map { link in
      switch link {
      case .changes(let file, let times, let all):
        "changed with \(file) in \(times) of \(all) commits"
      case .imports(let file): "imports \(file)"
      case .importedBy(let file): "imported by \(file)"
      }
    }
    return path + (isTest ? " (test)" : "") + ": " + ties.joined(separator: "; ")
  }
}
