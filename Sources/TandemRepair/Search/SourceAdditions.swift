import TandemCode

/// What a file needs beside its own text when something of ours is put into it.
struct SourceAdditions {
  /// The byte it begins at.
  let place: Int
  /// What is put there, without what a helper of ours brings.
  let imports: String

  init(_ model: CodeModel) {
    switch model.dialect.language {
    case .go:
      // Imports follow the package clause.
      let clause = model.statements.first { model.text($0.bytes).hasPrefix("package ") }
      place = clause?.bytes.upperBound ?? 0
      imports = "; import tandemOS \"os\"; import tandemText \"strconv\""
    case .swift:
      place = 0
      imports = "import Glibc\n"
    case .c, .cPlusPlus, .java, .javaScript, .typeScript, .rust, .python:
      place = 0
      imports = ""
    }
  }

  /// A helper's text with a name of its own in a file.
  static func helper(_ text: [UInt8], named name: String) -> String {
    String(decoding: text, as: UTF8.self).replacing("NAME", with: name)
  }
}
