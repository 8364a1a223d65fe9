import TandemCode

/// The files whose types a file may use: those of its folder in its language, and what it includes.
enum UsableFiles {
  /// The most files that are read for one.
  private static let most = 40

  /// The model with the types of such files among `paths`.
  static func known(
    to model: CodeModel, among paths: [String], read: (String) -> String?
  ) -> CodeModel {
    guard DeclaredFields.reads(model.dialect.language) else { return model }
    let others = self.paths(of: model, among: paths).compactMap { path -> DeclaredFields? in
      guard let language = Language(path: path) else { return nil }
      return read(path).map { DeclaredFields(SourceTokens($0, language: language)) }
    }
    return model.knowing(others)
  }

  /// The paths of such files among `paths`, what it includes first.
  static func paths(of model: CodeModel, among paths: [String]) -> [String] {
    let language = model.dialect.language
    let modules = Imports.modules(in: model.source).map(Self.bare).filter { !$0.isEmpty }
    let others = paths.filter {
      $0 != model.path && Language(path: $0).map { isAlike($0, language) } ?? false
    }
    let named = others.filter { path in
      let bare = bare(path)
      return modules.contains { bare.hasSuffix("/" + $0) }
    }
    let beside = others.filter { $0.folder == model.path.folder && PathRole(path: $0) != .test }
    return Array(CodeModel.unique(named + beside).prefix(most))
  }

  private static func isAlike(_ one: Language, _ other: Language) -> Bool {
    let isC = { (language: Language) in language == .c || language == .cPlusPlus }
    return one == other || isC(one) && isC(other)
  }

  /// A path or what names one, without its ending and its steps out of a folder: `./pricing.js` is
  /// `pricing`, as `src/pricing.ts` ends.
  private static func bare(_ path: String) -> String {
    let steps = path.split(separator: "/").drop { $0 == "." || $0 == ".." }
    guard let last = steps.last else { return "" }
    return (steps.dropLast() + [last.prefix { $0 != "." }]).joined(separator: "/")
  }
}
