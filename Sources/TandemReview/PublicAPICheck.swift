import TandemCode
import TandemCore

/// Breaks of what a file offers to others: a public name that is gone, a call that no longer fits.
///
/// Told from the old and the new text of each source file. A deleted file is a risk already; what a
/// name does, and what its type is, is not looked at.
enum PublicAPICheck {
  static func findings(in diff: Diff, context: CheckContext) -> [Finding] {
    let pairs = diff.files.compactMap { Pair($0, context) }
    return pairs.flatMap { pair -> [Finding] in
      let moved = pairs.filter { $0.file.path != pair.file.path }.reduce(into: Set<String>()) {
        $0.formUnion($1.new.methods.subtracting($1.old.methods))
      }
      return InterfaceBreaks.between(
        pair.old, pair.new, language: pair.language, moved: moved
      ).prefix(mostPerFile).map { finding($0, pair, context) }
    }
  }

  /// A file that lost more is seen to have by so many.
  private static let mostPerFile = 20

  /// Both versions of a file, read.
  private struct Pair {
    let file: DiffFile
    let language: Language
    let old: PublicInterface
    let new: PublicInterface

    init?(_ file: DiffFile, _ context: CheckContext) {
      let path = file.oldPath ?? file.path
      guard !file.isBinary, PathRole(path: path) == .source, let language = Language(path: path),
        file.kind != .deleted, let after = context.after(file.path)
      else { return nil }
      self.file = file
      self.language = language
      // A new file offers nothing that can be lost; what it defines may come from another one.
      old =
        file.kind == .added
        ? PublicInterface()
        : Self.read(context.before(path) ?? "", language, path)
      new = Self.read(after, language, path)
    }

    private static func read(_ text: String, _ language: Language, _ path: String)
      -> PublicInterface
    {
      let source = SourceTokens(text, language: language)
      return language == .python
        ? PythonInterface.read(source, path: path) : BraceInterface.read(source, path: path)
    }
  }

  private static func finding(
    _ broken: InterfaceBreaks.Break, _ pair: Pair, _ context: CheckContext
  ) -> Finding {
    let declaration = broken.declaration
    let path = pair.file.oldPath ?? pair.file.path
    let isReached = PublicReach.isReached(declaration, in: path, context)
    let touched = pair.file.touched(near: declaration.line)
    return Finding(
      .publicAPI, isReached ? .risk : .note, path,
      line: touched?.number, quote: touched?.text ?? "",
      "\(declaration.name) \(broken.what); whoever uses it breaks")
  }
}
