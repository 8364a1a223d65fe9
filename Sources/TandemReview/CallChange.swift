import TandemCode

/// Whether who called a function before can still call it so.
enum CallChange {
  private typealias Parameter = PublicDeclaration.Parameter

  /// Returns what of the parameters stands in the way of an old call; nil where nothing does.
  static func reason(
    from old: [PublicDeclaration.Parameter], to new: [PublicDeclaration.Parameter],
    _ language: Language
  ) -> String? {
    switch language {
    case .python: named(old, new)
    case .swift: labelled(old, new)
    case .c, .cPlusPlus, .go, .java, .javaScript, .rust, .typeScript: placed(old, new)
    }
  }

  /// Python: every old parameter must be there by its name, and at its place.
  private static func named(_ old: [Parameter], _ new: [Parameter]) -> String? {
    let takesPlaces = new.contains { $0.kind == .rest }
    let takesNames = new.contains { $0.kind == .restNamed }
    for parameter in old where parameter.kind != .rest && parameter.kind != .restNamed {
      guard let now = new.first(where: { $0.name == parameter.name }) else {
        let isForNobody = parameter.name.hasPrefix("_") || parameter.kind == .placed
        if takesNames || isForNobody { continue }
        return "no longer takes \(parameter.name)"
      }
      if parameter.isOptional, !now.isOptional { return "now requires \(parameter.name)" }
    }
    if old.contains(where: { $0.kind == .rest }), !takesPlaces { return "no longer takes *args" }
    if old.contains(where: { $0.kind == .restNamed }), !takesNames {
      return "no longer takes **kwargs"
    }
    let known = Set(old.map(\.name))
    if let added = new.first(where: {
      !known.contains($0.name) && !$0.isOptional && !($0.kind == .placed)
    }), new.count(where: { !$0.isOptional }) > old.count(where: { !$0.isOptional }) {
      return "now requires \(added.name)"
    }
    let before = old.filter { $0.kind == .ordinary || $0.kind == .placed }.map(\.name)
    let after = new.filter { $0.kind == .ordinary || $0.kind == .placed }.map(\.name)
    for (place, name) in before.enumerated() {
      if place < after.count ? after[place] == name : takesPlaces { continue }
      if place >= after.count { return "takes \(name) no longer by its place" }
      if after.contains(name) || known.contains(after[place]) {
        return "takes its parameters in another order"
      }
    }
    return nil
  }

  /// Swift: the old labels must be the new ones, with nothing between but what has a default.
  private static func labelled(_ old: [Parameter], _ new: [Parameter]) -> String? {
    var rest = old[...]
    for parameter in new {
      if let first = rest.first, first.name == parameter.name {
        if first.isOptional, !parameter.isOptional { return "now requires \(parameter.name)" }
        rest.removeFirst()
      } else if !parameter.isOptional, parameter.kind != .rest {
        if Set(old.map(\.name)) == Set(new.map(\.name)), old.count == new.count {
          return "takes its parameters in another order"
        }
        return rest.first.map { "no longer takes \($0.name)" } ?? "now requires \(parameter.name)"
      }
    }
    return rest.first.map { "no longer takes \($0.name)" }
  }

  /// Everywhere else what is given by place must still be as many, in the same order.
  private static func placed(_ old: [Parameter], _ new: [Parameter]) -> String? {
    let takesMore = new.contains { $0.kind == .rest }
    let needed = new.count { !$0.isOptional && $0.kind != .rest }
    if needed > old.count(where: { !$0.isOptional && $0.kind != .rest }) {
      let known = Set(old.map(\.name))
      let added = new.first { !$0.isOptional && !known.contains($0.name) }
      return added.map { "now requires \($0.name.isEmpty ? "one more" : $0.name)" }
        ?? "now requires more"
    }
    if new.count < old.count, !takesMore {
      let known = Set(new.map(\.name))
      let lost = old.first { !known.contains($0.name) && !$0.name.isEmpty }
      return "no longer takes \(lost?.name ?? "as many parameters")"
    }
    if old.contains(where: { $0.kind == .rest }), !takesMore { return "no longer takes any number" }
    let names = old.map(\.name)
    let after = new.map(\.name)
    guard !names.contains(""), Set(names).count == names.count,
      Set(names).isSubset(of: after), Array(after.filter(names.contains)) != names
    else { return nil }
    return "takes its parameters in another order"
  }
}
