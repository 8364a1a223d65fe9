import TandemCode

/// What a function may have forgotten to do with a collection, as the types that are written tell: keep a
/// value in it, put it in order, take out what came to nothing.
enum CollectionTemplates {
  /// The most statements that are made of each sort.
  private static let most = 24

  /// The statements that put something in scope into a collection in scope, or a collection in order, with
  /// how well each fits: of a key and a value at once less is left to chance.
  static func statements(
    _ model: CodeModel, _ index: Int, _ scope: NameScope
  ) -> [(text: String, fitness: Double)] {
    let dialect = model.dialect
    guard !dialect.isIndented else { return [] }
    let things = Things(model, index, scope)
    func made(_ thing: Things.Thing) -> (texts: [String?], fitness: Double) {
      let list = thing.text
      switch CollectionType(thing.type) {
      case nil: return ([], 0)
      case .list(let type):
        let kept = things.of(type, but: list).map { dialect.append($0, to: list) }
        return (
          kept + model.declared.fields(of: type).map { dialect.sort(list, of: type, by: $0) }, 0.4
        )
      case .set(let type):
        return (things.of(type, but: list).map { dialect.insert($0, into: list) }, 0.4)
      case .map(let keyType, let valueType):
        let kept = things.of(keyType, but: list).flatMap { key -> [String?] in
          if case .list(let type)? = CollectionType(valueType) {
            return things.of(type, but: list, key).map { dialect.append($0, to: list, under: key) }
          }
          return things.of(valueType, but: list, key).map { dialect.keep($0, in: list, under: key) }
        }
        return (kept, 0.8)
      }
    }
    let all = things.typed.map(made).flatMap { made in
      made.texts.compactMap(\.self).map { (text: $0, fitness: made.fitness) }
    }
    return Array(all.prefix(most))
  }

  /// `n -= 1` → `n -= 1; if (n == 0) map.remove(key)`: of numbers that are kept under keys.
  static func rewrites(_ model: CodeModel, _ index: Int, _ scope: NameScope) -> [Rewrite] {
    let statement = model.statements[index]
    guard statement.kind == .update, statement.startsLine, !model.dialect.isIndented,
      let number = statement.targets.first.map(model.text)
    else { return [] }
    let things = Things(model, index, scope)
    let indent = model.lineEnding + model.text(model.indentation(of: statement))
    return things.typed.flatMap { map -> [Rewrite] in
      guard case .map(let key, let value)? = CollectionType(map.type), ValueType(value) == .number
      else { return [] }
      return things.of(key, but: map.text, number).prefix(most).compactMap { key in
        model.dialect.remove(key, from: map.text).map { removal in
          let lines = model.dialect.guardLines("\(number) == 0", removal, indent: model.indentUnit)
          return Rewrite(
            .statementInserted, 0.4, statement.end..<statement.end,
            lines.map { indent + $0 }.joined())
        }
      }
    }
  }
}

/// What is in scope, with its types.
private struct Things {
  /// Something with a type.
  struct Thing {
    var text: String
    var type: String
  }

  /// Names, and the fields of what is in scope.
  let typed: [Thing]
  /// Fields that the function reads and nothing is known of.
  private let others: [String]

  init(_ model: CodeModel, _ index: Int, _ scope: NameScope) {
    let fields = scope.fields.map { Thing(text: $0.text, type: $0.type) }
    typed = scope.values.map { Thing(text: $0, type: scope.types[$0] ?? "") } + fields
    let known = Set(fields.map(\.text))
    others = model.words(at: index).places.filter {
      model.fieldTexts.contains($0) && !known.contains($0)
    }
  }

  /// What is or may be of a type.
  func of(_ type: String, but taken: String...) -> [String] {
    (typed.filter { $0.type.isEmpty || Self.bare($0.type) == Self.bare(type) }.map(\.text) + others)
      .filter { !taken.contains($0) }
  }

  private static func bare(_ type: String) -> String {
    type.filter { !" &*".contains($0) }.replacing("const", with: "")
  }
}

/// How each language does so; nil where it has no short way.
extension Dialect {
  fileprivate func append(_ value: String, to list: String) -> String? {
    switch language {
    case .swift: "\(list).append(\(value))"
    case .java: "\(list).add(\(value))"
    case .javaScript, .typeScript, .rust: "\(list).push(\(value))"
    case .cPlusPlus: "\(list).push_back(\(value))"
    case .go: "\(list) = append(\(list), \(value))"
    case .c, .python: nil
    }
  }

  /// Puts a value at the end of the list that stands under a key, and begins that list.
  fileprivate func append(_ value: String, to lists: String, under key: String) -> String? {
    switch language {
    case .swift: "\(lists)[\(key), default: []].append(\(value))"
    case .java: "\(lists).computeIfAbsent(\(key), any -> new ArrayList<>()).add(\(value))"
    case .go: "\(lists)[\(key)] = append(\(lists)[\(key)], \(value))"
    case .cPlusPlus: "\(lists)[\(key)].push_back(\(value))"
    case .rust: "\(lists).entry(\(key)).or_default().push(\(value))"
    case .c, .javaScript, .typeScript, .python: nil
    }
  }

  fileprivate func sort(
    _ list: String, of type: String, by field: DeclaredFields.Field
  ) -> String? {
    let isNumber = ValueType(field.type) == .number
    return switch language {
    case .swift: "\(list).sort { $0.\(field.name) < $1.\(field.name) }"
    case .java:
      field.name.hasSuffix("()")
        ? "\(list).sort(Comparator.comparing(\(type)::\(field.name.dropLast(2))))" : nil
    case .javaScript, .typeScript:
      isNumber ? "\(list).sort((a, b) => a.\(field.name) - b.\(field.name))" : nil
    case .rust: "\(list).sort_by_key(|one| one.\(field.name))"
    case .c, .cPlusPlus, .go, .python: nil
    }
  }

  fileprivate func insert(_ value: String, into set: String) -> String? {
    switch language {
    case .java, .javaScript, .typeScript: "\(set).add(\(value))"
    case .swift, .rust, .cPlusPlus: "\(set).insert(\(value))"
    case .c, .go, .python: nil
    }
  }

  fileprivate func keep(_ value: String, in map: String, under key: String) -> String? {
    switch language {
    case .swift, .go, .cPlusPlus: "\(map)[\(key)] = \(value)"
    case .java: "\(map).put(\(key), \(value))"
    case .javaScript, .typeScript: "\(map).set(\(key), \(value))"
    case .rust: "\(map).insert(\(key), \(value))"
    case .c, .python: nil
    }
  }

  fileprivate func remove(_ key: String, from map: String) -> String? {
    switch language {
    case .swift: "\(map)[\(key)] = nil"
    case .java: "\(map).remove(\(key))"
    case .javaScript, .typeScript: "\(map).delete(\(key))"
    case .rust: "\(map).remove(&\(key))"
    case .go: "delete(\(map), \(key))"
    case .cPlusPlus: "\(map).erase(\(key))"
    case .c, .python: nil
    }
  }
}
