import TandemCode

/// The names a statement may use, nearest first: what variable replacement draws from.
struct NameScope: Sendable {
  /// Parameters and variables of the function, those bound before the statement.
  let locals: [String]
  /// Names that are bound outside the function: enclosing functions' and the module's.
  let outer: [String]
  /// Which of all these are functions or classes.
  let callables: Set<String>
  /// Variables that hold values rather than functions: the locals without the callables.
  let values: [String]

  /// The types that are written for names of the function, by name.
  let types: [String: String]

  /// The fields that the file's types declare of what is in scope, the function's own type first.
  let fields: [Field]

  /// A field of something in scope.
  struct Field: Sendable, Hashable {
    /// How it is written: `ring->first`, `self.count`, `count`.
    var text: String
    /// The name it begins with.
    var base: String
    /// Its type as it is written; empty where none is.
    var type: String
  }

  /// The conditions of the file all of whose names may be used.
  func questions(of model: CodeModel) -> [CodeModel.Phrase] {
    let known = Set(locals + outer)
    return model.questions.filter { $0.names.allSatisfy(known.contains) }
  }

  /// What is known of the type of a name or of something's field.
  func type(_ text: String) -> ValueType {
    ValueType(types[text] ?? fields.first { $0.text == text }?.type ?? "")
  }

  /// Whether one name may stand for another, as far as their written types tell.
  func mayStand(_ name: String, for other: String) -> Bool {
    guard let first = types[name], let second = types[other], !first.isEmpty, !second.isEmpty else {
      return true
    }
    return first == second || ValueType(first) == .unknown || ValueType(second) == .unknown
  }

  /// Collects the names that statement `index` of `model` may use.
  init(_ model: CodeModel, at index: Int) {
    let statement = model.statements[index]
    var locals: [String] = []
    var outer: [String] = []
    var callables = model.callables
    var types: [String: String] = [:]
    var function = statement.function
    var isInnermost = true
    while let head = function {
      let definition = model.statements[head]
      var names = definition.targets.map { model.text($0) }
      for (name, type) in zip(names, definition.types) { types[name] = type }
      for inner in definition.block where model.statements[inner].function == head {
        let bound = CodeModel.bindings(model.statements[inner]).map { model.text($0) }
        let isCallable = [.function, .type].contains(model.statements[inner].kind)
        if isCallable { callables.formUnion(bound) }
        if isCallable || inner < index || Self.share(model, inner, index) { names += bound }
        for (name, type) in zip(bound, model.statements[inner].types) where !type.isEmpty {
          types[name] = type
        }
      }
      if isInnermost { locals = names } else { outer += names }
      isInnermost = false
      function = definition.function
    }
    if statement.function == nil {
      locals = model.moduleNames
    } else {
      outer += model.moduleNames
    }
    let own = Self.own(model, statement)
    if model.dialect.own.isEmpty {
      outer += own.map(\.text)
      for field in own where types[field.text] == nil { types[field.text] = field.type }
    }
    self.locals = CodeModel.unique(locals)
    self.outer = CodeModel.unique(outer).filter { [locals] in !locals.contains($0) }
    self.callables = callables
    self.types = types
    fields = own + Self.others(model, self.locals, types)
    values = self.locals.filter { !callables.contains($0) }
  }

  /// The fields of the type that holds a statement.
  private static func own(_ model: CodeModel, _ statement: Statement) -> [Field] {
    guard let type = statement.type, let name = model.statements[type].mark else { return [] }
    let prefix = model.dialect.own
    return model.declared.fields(of: model.text(name)).map {
      Field(
        text: prefix + $0.name, base: prefix.isEmpty ? $0.name : String(prefix.dropLast()),
        type: $0.type)
    }
  }

  /// The fields of names whose types the file declares.
  private static func others(
    _ model: CodeModel, _ names: [String], _ types: [String: String]
  ) -> [Field] {
    names.flatMap { name -> [Field] in
      guard let type = types[name] else { return [] }
      let mark = type.contains("*") && model.dialect.language != .go ? "->" : "."
      return model.declared.fields(of: type).map {
        Field(text: name + mark + $0.name, base: name, type: $0.type)
      }
    }
  }

  /// Whether two statements stand in one loop, where the later one may come first.
  private static func share(_ model: CodeModel, _ first: Int, _ second: Int) -> Bool {
    model.loops.contains { $0.contains(first) && $0.contains(second) }
  }
}
