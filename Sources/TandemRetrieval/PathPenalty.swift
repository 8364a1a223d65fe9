import TandemCode
import TandemIndex

/// What is taken off a file's score for what it is.
///
/// A fix is rarely in a test, in documentation, in somebody else's code or in a file that only
/// gathers names; each can still be the place where the report names it.
enum PathPenalty {
  /// The penalty and why, or nil.
  static func of(_ file: Int, in corpus: Corpus) -> (name: String, value: Double)? {
    switch corpus.tree.role(file) {
    case .test: return ("test file", 3.5)
    case .vendored: return ("vendored file", 1.5)
    case .generated: return ("generated file", 1.5)
    case .documentation: return ("documentation", 2)
    case .source: break
    }
    if !corpus.isCode(file) { return ("no code", 1) }
    let path = corpus.tree.path(file)
    if path.folder.split(separator: "/").contains(where: { $0 == "test" || $0 == "testing" }) {
      return ("test support", 0.5)
    }
    let name = path[path.nameStart...]
    if name == "__init__.py" || name == "mod.rs" || name == "lib.rs" {
      return ("file that gathers names", 0.2)
    }
    return nil
  }
}
