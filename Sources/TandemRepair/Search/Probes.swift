import TandemCode

/// Statements that write down that they ran: coverage for languages whose runners tell none.
///
/// A probe is put before each statement that starts its line in a block; what has none counts as
/// run where the statement before it did, and a function without any where another one of the file
/// did. The numbers are appended to the file `TANDEM_PROBES` names.
struct Probes {
  /// The variable that names the file.
  static let variable = "TANDEM_PROBES"

  private let model: CodeModel
  private let first: Int
  /// The statements that get a probe, in their order.
  private let probed: [Int]

  /// Probes for a file, numbered from `first` on; nil where they cannot be put.
  init?(_ model: CodeModel, first: Int) {
    guard model.dialect.language != .python else { return nil }
    self.model = model
    self.first = first
    probed = Self.probed(in: model)
  }

  private static func probed(in model: CodeModel) -> [Int] {
    model.statements.indices.filter { index in
      let statement = model.statements[index]
      guard statement.startsLine, statement.function != nil else { return false }
      switch statement.kind {
      case .function, .type, .imports, .branch: return false
      case .condition, .whileLoop, .forLoop, .context, .result, .assignment, .update, .expression,
        .raising, .assertion, .jump, .other:
        break
      }
      let text = model.text(statement.bytes)
      if text.hasPrefix("super(") || text.hasPrefix("this(") || text.hasPrefix("use ") {
        return false
      }
      // A closure of one expression returns it.
      return model.dialect.language != .swift || !model.isAlone(index)
        || model.statements[max(0, index - 1)].kind == .function
    }
  }

  /// The file's text with its probes.
  var text: String {
    var edits = probed.map { index in
      let start = model.statements[index].bytes.lowerBound
      let word = model.isReturnedAlone(index) ? "return " : ""
      return Rewrite.Edit(bytes: start..<start, text: call(first + index) + word)
    }
    let end = model.source.bytes.count
    let added = SourceAdditions(model)
    edits.insert(
      Rewrite.Edit(bytes: added.place..<added.place, text: added.imports + prologue), at: 0)
    edits.append(Rewrite.Edit(bytes: end..<end, text: epilogue))
    let rewrite = Rewrite(.statementInserted, 0, edits)
    return String(decoding: rewrite.applied(to: model.source.bytes), as: UTF8.self)
  }

  /// The 1-based lines that ran, from the numbers that were written.
  func lines(_ hits: Set<Int>) -> [Int] {
    let probed = Set(probed)
    let told = Set(probed.map { model.statements[$0].function })
    let isOn = probed.contains { hits.contains(first + $0) }
    var ran: Set<Int> = []
    var lines: Set<Int> = []
    for (index, statement) in model.statements.enumerated() where statement.function != nil {
      let hasRun =
        if probed.contains(index) {
          hits.contains(first + index)
        } else if told.contains(statement.function) {
          model.statements[index - 1].function == statement.function && ran.contains(index - 1)
        } else {
          isOn
        }
      guard hasRun else { continue }
      ran.insert(index)
      lines.formUnion(statement.lines)
    }
    return lines.sorted()
  }

  // MARK: what is written

  private var name: String {
    (model.dialect.language == .java ? "TandemProbe" : "tandemProbe") + String(first)
  }

  private func call(_ number: Int) -> String {
    switch model.dialect.language {
    case .java: "\(name).hit(\(number)); "
    // Without a function of its own: nested modules would not see it.
    case .rust:
      filled(PackageResources.probe_rust_txt).replacing("NUMBER", with: String(number))
        .replacing("\n", with: " ")
    default: "\(name)(\(number)); "
    }
  }

  /// The helper, where it has to stand before its use.
  private var prologue: String {
    switch model.dialect.language {
    case .c, .cPlusPlus: filled(PackageResources.probe_c_txt)
    default: ""
    }
  }

  private var epilogue: String {
    switch model.dialect.language {
    case .javaScript: filled(PackageResources.probe_javascript_txt)
    case .typeScript: filled(PackageResources.probe_typescript_txt)
    case .java: filled(PackageResources.probe_java_txt)
    case .go: filled(PackageResources.probe_go_txt)
    case .swift: filled(PackageResources.probe_swift_txt)
    case .c, .cPlusPlus, .rust, .python: ""
    }
  }

  /// A file of `Probes/` with this file's name and numbers.
  private func filled(_ bytes: [UInt8]) -> String {
    SourceAdditions.helper(bytes, named: name)
      .replacing("FIRST", with: String(first))
      .replacing("COUNT", with: String(model.statements.count + 1))
  }
}
