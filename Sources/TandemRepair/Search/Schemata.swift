import TandemCode

/// Many changes of one file in one program: each is a copy of its function's body behind a switch, so that
/// one build serves them all and a variable says which of them runs.
///
/// "Mutant schemata" (Untch, Offutt and Harrold, ISSTA 1993). Copy 0 of every function is the unchanged one;
/// without the variable the functions run as they stand.
struct Schemata {
  /// The variable that tells which copy runs: a change's number.
  static let variable = "TANDEM_TRY"

  private let model: CodeModel
  private let name: String
  private let bodies: [Body]

  /// What stands between a function's braces.
  private struct Body {
    var bytes: Range<Int>
    /// Whether it returns nothing, so that a copy has to end by itself.
    var isVoid: Bool
    /// Whether it is one expression that is returned without a word for it.
    var isValue: Bool
    /// Whether it makes a value (`init`), all of whose parts have to be set at each copy's end.
    var isMaker: Bool

    func holds(_ rewrite: Rewrite) -> Bool {
      guard let first = rewrite.edits.first, let last = rewrite.edits.last else { return false }
      return bytes.lowerBound <= first.bytes.lowerBound
        && last.bytes.upperBound <= bytes.upperBound
    }
  }

  /// Makes room for copies in a file; nil in a language whose programs are not built or built in memory.
  ///
  /// - Parameters:
  ///   - number: Tells the files of a search apart.
  ///   - rewrites: What will be tried: functions that none of them changes stay as they are.
  init?(_ model: CodeModel, number: Int, _ rewrites: [Rewrite]) {
    guard [.c, .cPlusPlus, .go, .rust, .swift].contains(model.dialect.language) else { return nil }
    self.model = model
    name = "tandemTry\(number)"
    bodies = model.statements.indices.compactMap { Self.body($0, of: model) }
      .filter { body in rewrites.contains(where: body.holds) }
  }

  private static func body(_ index: Int, of model: CodeModel) -> Body? {
    let statement = model.statements[index]
    let opened = statement.bytes.upperBound
    guard statement.kind == .function, statement.function == nil, statement.end > opened + 1,
      let brace = model.source.bytes[opened..<statement.end].firstIndex(of: UInt8(ascii: "{"))
    else { return nil }
    let bytes = brace + 1..<statement.end - 1
    let head = model.text(statement.bytes)
    // What runs while the program is built cannot ask which copy is meant.
    guard !["const fn ", "constexpr ", "consteval "].contains(where: head.contains) else {
      return nil
    }
    let isMaker =
      model.dialect.language == .swift && !head.contains("func ")
      && ["init(", "init?(", "init<"].contains(where: head.contains)
    return Body(
      bytes: bytes, isVoid: isVoid(statement, in: model),
      isValue: model.isReturnedAlone(index + 1), isMaker: isMaker)
  }

  private static func isVoid(_ statement: Statement, in model: CodeModel) -> Bool {
    switch model.dialect.language {
    case .c, .cPlusPlus:
      // `bool operator==(…)`: what stands for its name is no name.
      let head = model.text(statement.bytes).split(separator: " ")
      if let word = head.firstIndex(where: { $0.hasPrefix("operator") }) {
        return head[..<word].contains("void")
      }
      var words = statement.result.split(separator: " ")
      if words.contains("void") { return !words.contains("*") }
      // A constructor or destructor: nothing but the name of its type.
      if words.last == "~" { words.removeLast() }
      while words.last == "::", words.count > 1 { words.removeLast(2) }
      return words.isEmpty
    default: return ["", "Void", "()"].contains(statement.result)
    }
  }

  /// The place of the body that a change lies in; nil where it lies in none.
  func place(of rewrite: Rewrite) -> Int? {
    bodies.firstIndex { $0.holds(rewrite) }
  }

  /// The copy that holds a change of the body at `place`; ends with a line break.
  func copy(_ number: Int, _ place: Int, _ rewrite: Rewrite) -> String {
    let bytes = bodies[place].bytes
    let new = rewrite.applied(to: model.source.bytes)
    let end = new.count - (model.source.bytes.count - bytes.upperBound)
    let text = String(decoding: new[bytes.lowerBound..<end], as: UTF8.self)
    return copy(number, bodies[place], text)
  }

  private func copy(_ number: Int, _ body: Body, _ text: String) -> String {
    // A use of `self` is blamed where it stands, while all ends share one place, blamed once for all.
    let end = (body.isMaker ? "\n_ = self" : "") + (body.isVoid ? "\nreturn" : "")
    return switch model.dialect.language {
    case .rust: "\(number) => return {\(text)\n},\n"
    case .go: "case \(number):\n{\(text)\n}\(end)\n"
    case .swift: "case \(number):\ndo {\(body.isValue ? "return " : "")\(text)\n}\(end)\n"
    default: "case \(number): {\(text)\(body.isVoid ? "\nreturn;" : "")\n}\nbreak;\n"
    }
  }

  /// The texts before, between and after the bodies' copies, one more than there are bodies; each ends
  /// with a line break.
  var segments: [String] {
    let bytes = model.source.bytes
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    let added = SourceAdditions(model)
    let start = added.place
    var found: [String] = []
    var open = text(0..<start) + added.imports + prologue
    var position = start
    for body in bodies {
      open += text(position..<body.bytes.lowerBound) + "\n" + opening + "\n"
      found.append(open + copy(0, body, text(body.bytes)))
      open = closing + "\n" + (body.isValue ? "return " : "")
      position = body.bytes.lowerBound
    }
    return found + [open + text(position..<bytes.count) + "\n" + epilogue]
  }

  // MARK: the switch

  /// The helper, where it has to stand before its use.
  private var prologue: String {
    switch model.dialect.language {
    case .c, .cPlusPlus: helper(PackageResources.switch_c_txt)
    default: ""
    }
  }

  private var epilogue: String {
    switch model.dialect.language {
    case .go: helper(PackageResources.switch_go_txt)
    case .swift: helper(PackageResources.switch_swift_txt)
    default: ""
    }
  }

  private var opening: String {
    switch model.dialect.language {
    // Without a function of its own: nested modules would not see it.
    case .rust: "match " + helper(PackageResources.switch_rust_txt) + " {"
    case .go, .swift: "switch \(name)() {"
    default: "switch (\(name)()) {"
    }
  }

  private var closing: String {
    switch model.dialect.language {
    case .rust: "_ => {}\n}"
    case .go: "}"
    case .swift: "default: break\n}"
    default: "default: break;\n}"
    }
  }

  private func helper(_ text: [UInt8]) -> String { SourceAdditions.helper(text, named: name) }
}
