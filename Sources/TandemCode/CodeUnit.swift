/// A piece of a file that is compared whole: a definition, a type's head, or a loose statement.
struct CodeUnit {
  /// What a person calls it, for the list of changes.
  var name: String
  /// The qualified name of a definition; empty for a loose statement.
  var key: String
  /// The type it stands in, or empty.
  var scope: String
  /// Its tokens in normal form, with the heads of the blocks that enclose it.
  var stream: String
  /// The qualified names that it binds.
  var binds: Set<String>
  /// Whether adding it to an existing scope would reach the tests that are there already.
  var reachesOthers: Bool
}

/// Compares two lists of units: what of the first is altered, removed or reached by the second.
struct UnitComparison {
  /// The names of the units of `before` that are no longer what they were.
  private(set) var changed: Set<String> = []

  init(before: [CodeUnit], after: [CodeUnit]) {
    compareDefinitions(before, after)
    compareStatements(before, after)
    let scopes = Set(before.map(\.key)).union(before.map(\.scope)).union([""])
    let known = before.reduce(into: Set<String>()) { $0.formUnion($1.binds) }
    let old = Set(before.map(\.identity))
    guard !before.isEmpty else { return }
    for unit in after where !old.contains(unit.identity) {
      if unit.reachesOthers, scopes.contains(unit.scope), !known.contains(unit.key) {
        changed.insert(unit.scope.isEmpty ? TestDefinitions.module : unit.scope)
      }
      for name in unit.binds.flatMap({ Self.prefixes($0, beyond: unit.scope) })
      where known.contains(name) {
        changed.insert(name)
      }
    }
  }

  /// A definition must stand as often as before under its name, each time with the same tokens.
  private mutating func compareDefinitions(_ before: [CodeUnit], _ after: [CodeUnit]) {
    let new = Dictionary(grouping: after.filter { !$0.key.isEmpty }, by: \.key)
    for (key, units) in Dictionary(grouping: before.filter { !$0.key.isEmpty }, by: \.key)
    where units.map(\.stream) != new[key, default: []].map(\.stream) {
      changed.insert(key)
    }
  }

  /// The loose statements of a scope must still be there in their order; others may stand between.
  private mutating func compareStatements(_ before: [CodeUnit], _ after: [CodeUnit]) {
    let new = Dictionary(grouping: after.filter(\.key.isEmpty), by: \.scope)
    for (scope, units) in Dictionary(grouping: before.filter(\.key.isEmpty), by: \.scope) {
      var places: [String: [Int]] = [:]
      for (place, unit) in new[scope, default: []].enumerated().reversed() {
        places[unit.stream, default: []].append(place)
      }
      var next = 0
      for unit in units {
        while let place = places[unit.stream]?.last, place < next {
          places[unit.stream]?.removeLast()
        }
        if let found = places[unit.stream]?.last {
          next = found + 1
        } else {
          changed.insert(unit.name)
        }
      }
    }
  }

  /// `a.b.c` binds inside `a.b` and `a` too, as far as these are not the scope itself.
  private static func prefixes(_ name: String, beyond scope: String) -> [String] {
    var all: [String] = []
    var rest = name[...]
    while rest.utf8.count > scope.utf8.count {
      all.append(String(rest))
      guard let dot = rest.lastIndex(of: ".") else { break }
      rest = rest[..<dot]
    }
    return all
  }
}

extension CodeUnit {
  /// What tells an added unit from an old one.
  fileprivate var identity: String { key + "\u{0}" + scope + "\u{0}" + stream }
}
