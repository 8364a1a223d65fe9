import TandemCode
import TandemCore

/// Errors of every kind caught and dropped.
enum SwallowedErrorCheck {
  static func findings(in added: AddedCode) -> [Finding] {
    guard added.role == .source || added.role == .test else { return [] }
    return added.lines.indices.compactMap { index in
      let line = added.lines[index]
      let next = added.lines[(index + 1)...].first { !$0.code.isEmpty }?.code ?? ""
      guard swallows(line.code, next, added.language) else { return nil }
      return Finding(
        .swallowedError, .warning, added.path, line: line.number, quote: line.text,
        "every error is caught here and dropped; catch the one that is meant")
    }
  }

  private static func swallows(_ line: String, _ next: String, _ language: Language?) -> Bool {
    switch language {
    case .python:
      let isBroad =
        line.hasPrefix("except:") || line.hasPrefix("except Exception")
        || line.hasPrefix("except BaseException") || line.hasPrefix("except(Exception")
      let body = line.hasSuffix(":") ? next : String(line.drop { $0 != ":" }.dropFirst())
      return (isBroad && ["pass", "...", "continue", "return", "return None"].contains(body))
        || line.containsCode("suppress(Exception)") || line.containsCode("suppress(BaseException)")
    case .javaScript, .typeScript, .java, .cPlusPlus:
      guard line.containsCode("catch") else { return false }
      return line.hasSuffix("{}") || (line.hasSuffix("{") && next == "}")
    case .swift:
      return line.hasSuffix("catch{}") || (line.hasSuffix("catch{") && next == "}")
    case .go, .rust, .c, nil:
      return false
    }
  }
}
