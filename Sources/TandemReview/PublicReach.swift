import TandemCode
import TandemCore

/// Whether what a file declares public reaches other people, told from the files around it.
///
/// A break that reaches them is a risk; one that stays in the house is a note. Measured on real
/// fixes: programs change what they export to themselves all the time.
enum PublicReach {
  /// Tells whether others can use a declaration of the file at `path`.
  static func isReached(
    _ declaration: PublicDeclaration, in path: String, _ context: CheckContext
  ) -> Bool {
    switch Language(path: path) {
    case .python: declaration.isStated || isExportedByPackage(declaration, path, context)
    case .rust: isReachedInCrate(declaration, path, context)
    // A Go module with a program in it is used by running it.
    case .go: !(context.exists("main.go") || context.exists("cmd"))
    case .javaScript, .typeScript: !isPrivatePackage(context)
    case .java, .swift, .c, .cPlusPlus, nil: true
    }
  }

  /// The part of a qualified name that stands at the top of its file.
  private static func top(_ declaration: PublicDeclaration) -> String {
    String(declaration.name.prefix { $0 != "." && $0 != "<" })
  }

  /// Python: whether a package above the module imports or lists the name.
  private static func isExportedByPackage(
    _ declaration: PublicDeclaration, _ path: String, _ context: CheckContext
  ) -> Bool {
    var folder = path[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      let initialiser = folder + "/__init__.py"
      guard initialiser != path, let text = context.before(String(initialiser)) else { continue }
      let source = SourceTokens(text, language: .python)
      if PythonInterface.exported(by: source).contains(top(declaration)) { return true }
    }
    return false
  }

  /// Rust: whether the modules from the crate's root on are public, or one of them uses the name so.
  ///
  /// A crate of procedural macros offers nothing but those.
  private static func isReachedInCrate(
    _ declaration: PublicDeclaration, _ path: String, _ context: CheckContext
  ) -> Bool {
    let parts = path.split(separator: "/").map(String.init)
    guard let source = parts.lastIndex(of: "src"), !declaration.name.hasPrefix("__") else {
      return false
    }
    let crate = parts[..<source].map { $0 + "/" }.joined()
    let manifest = context.before(crate + "Cargo.toml") ?? ""
    if manifest.replacing(" ", with: "").contains("proc-macro=true") { return false }
    var modules = parts[(source + 1)...].map { $0.replacing(".rs", with: "") }
    if let last = modules.last, ["lib", "mod"].contains(last) { modules.removeLast() }
    var isPublic = true
    var folder = crate + "src"
    for (depth, module) in modules.enumerated() {
      let files = depth == 0 ? [folder + "/lib.rs"] : [folder + ".rs", folder + "/mod.rs"]
      guard let text = files.lazy.compactMap(context.before).first else { return isPublic }
      if !text.contains("pub mod \(module);"), !text.contains("pub mod \(module) {") {
        isPublic = false
      }
      let used = BraceInterface.read(SourceTokens(text, language: .rust), path: files[0])
      if used.isOpen || used.bound.contains(top(declaration)) { return true }
      folder += "/" + module
    }
    return isPublic
  }

  /// JavaScript: a package that says that it is never published.
  private static func isPrivatePackage(_ context: CheckContext) -> Bool {
    let manifest = context.before("package.json") ?? ""
    return manifest.split { $0 == "," || $0 == "{" || $0 == "}" || $0 == "\n" }.contains {
      $0.filter { !$0.isWhitespace } == "\"private\":true"
    }
  }
}
