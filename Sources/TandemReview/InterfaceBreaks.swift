import TandemCode

/// What a change takes away from those who use a file's public names.
enum InterfaceBreaks {
  /// One break of one name.
  struct Break: Equatable {
    var declaration: PublicDeclaration
    /// What happened, as the end of a sentence about the name.
    var what: String
  }

  /// Returns the breaks between two versions of a file, in the order of the old one.
  ///
  /// - Parameter moved: the bare names of methods that other files of the change define newly.
  static func between(
    _ old: PublicInterface, _ new: PublicInterface, language: Language, moved: Set<String> = []
  ) -> [Break] {
    let then = Dictionary(grouping: old.declarations, by: \.name)
    let now = Dictionary(grouping: new.declarations, by: \.name)
    var gone: Set<String> = []
    var seen: Set<String> = []
    return old.declarations.compactMap { declaration in
      guard seen.insert(declaration.name).inserted else { return nil }
      guard let others = now[declaration.name] else {
        guard isMissing(declaration, old, new, moved, gone) else { return nil }
        gone.insert(declaration.name)
        return Break(declaration: declaration, what: "was public and is gone")
      }
      let were = then[declaration.name] ?? []
      var left = others.compactMap(\.parameters)
      guard left.count == others.count else { return nil }
      // What is as it was is taken first, so that overloads are held against what remains.
      let changed = were.compactMap(\.parameters).filter { parameters in
        guard let same = left.firstIndex(of: parameters) else { return true }
        left.remove(at: same)
        return false
      }
      let all = others.compactMap(\.parameters)
      for parameters in changed {
        let candidates =
          left.isEmpty ? (language.hasOverloads && were.count > others.count ? [] : all) : left
        let reasons = candidates.map { CallChange.reason(from: parameters, to: $0, language) }
        if reasons.contains(nil) { continue }
        return Break(
          declaration: declaration, what: (reasons.first ?? nil) ?? "lost one of its overloads")
      }
      return nil
    }
  }

  private static func isMissing(
    _ declaration: PublicDeclaration, _ old: PublicInterface, _ new: PublicInterface,
    _ moved: Set<String>, _ gone: Set<String>
  ) -> Bool {
    let parts = declaration.name.split(separator: ".").map(String.init)
    guard let last = parts.last, !new.bound.contains(last), !(new.isOpen && !old.isOpen) else {
      return false
    }
    guard parts.count > 1 else { return true }
    let owner = parts.dropLast().joined(separator: ".")
    // Its type says it already, or what the type derives from may have it.
    return !gone.contains(owner) && !new.deriving.contains(owner) && !moved.contains(last)
      && !(new.methods.contains(last) && !old.methods.contains(last))
  }
}

extension Language {
  /// Whether one name may be several functions, told apart by their parameters.
  fileprivate var hasOverloads: Bool {
    switch self {
    case .c, .cPlusPlus, .java, .swift, .typeScript: true
    case .go, .javaScript, .python, .rust: false
    }
  }
}
