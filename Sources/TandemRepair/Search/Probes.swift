import TandemCode

/// Statements that write down that they ran: coverage for languages whose runners tell none.
///
/// A probe is put before each statement that starts its line in a block; what has none counts as
/// run where the statement before it did. The numbers are appended to the file `TANDEM_PROBES` names.
struct Probes {
  /// The variable that names the file.
  static let variable = "TANDEM_PROBES"

  private let model: CodeModel
  private let first: Int

  /// Probes for a file, numbered from `first` on; nil where they cannot be put.
  init?(_ model: CodeModel, first: Int) {
    let isHeader = ["h", "hpp", "hh", "hxx"].contains { model.path.hasSuffix("." + $0) }
    guard !isHeader, model.dialect.language != .python else { return nil }
    self.model = model
    self.first = first
  }

  /// The statements that get a probe.
  private var probed: [Int] {
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
      // A closure or function of one expression returns it.
      return model.dialect.language != .swift || !isAlone(index)
    }
  }

  private func isAlone(_ index: Int) -> Bool {
    let statement = model.statements[index]
    guard statement.kind == .expression || statement.kind == .other else { return false }
    let next = index + 1 < model.statements.count ? model.statements[index + 1].depth : 0
    let before = index > 0 ? model.statements[index - 1].depth : 0
    return before < statement.depth && next < statement.depth
  }

  /// The file's text with its probes.
  var text: String {
    var edits = probed.map { index in
      let start = model.statements[index].bytes.lowerBound
      return Rewrite.Edit(bytes: start..<start, text: call(first + index))
    }
    let end = model.source.bytes.count
    let start = prologuePlace
    edits.insert(Rewrite.Edit(bytes: start..<start, text: prologue), at: 0)
    edits.append(Rewrite.Edit(bytes: end..<end, text: epilogue))
    let rewrite = Rewrite(.statementInserted, 0, edits)
    return String(decoding: rewrite.applied(to: model.source.bytes), as: UTF8.self)
  }

  /// The 1-based lines that ran, from the numbers that were written.
  func lines(_ hits: Set<Int>) -> [Int] {
    let probed = Set(probed)
    var ran: Set<Int> = []
    var lines: Set<Int> = []
    for (index, statement) in model.statements.enumerated() where statement.function != nil {
      let hasRun =
        probed.contains(index)
        ? hits.contains(first + index)
        : index > 0 && model.statements[index - 1].function == statement.function
          && ran.contains(index - 1)
      guard hasRun else { continue }
      ran.insert(index)
      lines.formUnion(statement.lines)
    }
    return lines.sorted()
  }

  // MARK: what is written

  private var name: String { "tandemProbe\(first)" }

  private func call(_ number: Int) -> String {
    switch model.dialect.language {
    case .java: "TandemProbe\(first).hit(\(number)); "
    case .rust:
      """
      { static T: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false); \
      if !T.swap(true, std::sync::atomic::Ordering::Relaxed) { \
      if let Ok(p) = std::env::var("\(Self.variable)") { \
      if let Ok(mut f) = std::fs::OpenOptions::new().append(true).create(true).open(p) { \
      let _ = std::io::Write::write_all(&mut f, b"\(number)\\n"); } } } }\u{20}
      """
    default: "\(name)(\(number)); "
    }
  }

  /// Where the prologue goes: Go's imports follow its package clause.
  private var prologuePlace: Int {
    guard model.dialect.language == .go else { return 0 }
    return model.statements.first { model.text($0.bytes).hasPrefix("package ") }?.bytes.upperBound
      ?? 0
  }

  private var prologue: String {
    switch model.dialect.language {
    case .c, .cPlusPlus:
      """
      #include <stdio.h>
      #include <stdlib.h>
      static void \(name)(int number) {
        static unsigned char seen[\(model.statements.count + 1)];
        const char *path = getenv("\(Self.variable)");
        FILE *file;
        if (seen[number - \(first)] || !path) return;
        seen[number - \(first)] = 1;
        file = fopen(path, "a");
        if (file) { fprintf(file, "%d\\n", number); fclose(file); }
      }

      """
    case .go: "; import tandemOS \"os\"; import tandemText \"strconv\""
    case .swift: "import Glibc\n"
    default: ""
    }
  }

  private var epilogue: String {
    switch model.dialect.language {
    case .javaScript, .typeScript:
      """

      function \(name)(number\(model.dialect.language == .typeScript ? ": number" : "")) {
        const seen = ((globalThis\(model.dialect.language == .typeScript ? " as any" : "")).tandemSeen ??= new Set());
        if (seen.has(number)) return;
        seen.add(number);
        const path = process.env.\(Self.variable);
        if (path) process.getBuiltinModule('node:fs').appendFileSync(path, number + '\\n');
      }

      """
    case .java:
      """

      final class TandemProbe\(first) {
        private static final java.util.Set<Integer> seen = java.util.concurrent.ConcurrentHashMap.newKeySet();
        static void hit(int number) {
          String path = System.getProperty("\(Self.variable)", System.getenv("\(Self.variable)"));
          if (path == null || !seen.add(number)) return;
          try (java.io.FileWriter file = new java.io.FileWriter(path, true)) {
            file.write(number + "\\n");
          } catch (java.io.IOException error) {
            return;
          }
        }
      }

      """
    case .go:
      """

      var \(name)Seen [\(model.statements.count + 1)]bool

      func \(name)(number int) {
      \tif \(name)Seen[number-\(first)] {
      \t\treturn
      \t}
      \t\(name)Seen[number-\(first)] = true
      \tfile, err := tandemOS.OpenFile(tandemOS.Getenv("\(Self.variable)"), tandemOS.O_APPEND|tandemOS.O_CREATE|tandemOS.O_WRONLY, 0o600)
      \tif err == nil {
      \t\tfile.WriteString(tandemText.Itoa(number) + "\\n")
      \t\tfile.Close()
      \t}
      }

      """
    case .swift:
      """

      nonisolated(unsafe) private var \(name)Seen = Set<Int>()

      private func \(name)(_ number: Int) {
        guard let path = getenv("\(Self.variable)"), \(name)Seen.insert(number).inserted,
          let file = fopen(path, "a")
        else { return }
        fputs("\\(number)\\n", file)
        fclose(file)
      }

      """
    case .c, .cPlusPlus, .rust, .python: ""
    }
  }
}
