/// The simple commands of a shell line, as words: what `scripts.test` of a `package.json` holds.
///
/// A command that needs a shell (pipes, redirections, variables) is left out: it is not read wrongly.
enum ScriptWords {
  /// Returns the words of each simple command between `&&` and `;`.
  static func commands(_ line: String) -> [[String]] {
    var commands: [[String]] = []
    var words: [String] = []
    var word: String.UnicodeScalarView?
    var quote: Unicode.Scalar?
    var needsShell = false
    func ended() {
      if let text = word { words.append(String(text)) }
      word = nil
    }
    func closed() {
      ended()
      if !words.isEmpty, !needsShell { commands.append(words) }
      (words, needsShell) = ([], false)
    }
    var scalars = line.unicodeScalars.makeIterator()
    var ahead: Unicode.Scalar?
    while let scalar = ahead ?? scalars.next() {
      ahead = nil
      if let open = quote {
        if scalar == open {
          quote = nil
        } else if scalar == "\\", open == "\"", let next = scalars.next() {
          word?.append(next)
        } else {
          if scalar == "$", open == "\"" { needsShell = true }
          word?.append(scalar)
        }
        continue
      }
      switch scalar {
      case "'", "\"":
        quote = scalar
        word = word ?? .init()
      case " ", "\t", "\n": ended()
      case ";": closed()
      case "&":
        let next = scalars.next()
        if next == "&" {
          closed()
        } else {
          needsShell = true
          ahead = next
        }
      case "|", "<", ">", "$", "`", "(", ")": needsShell = true
      case "\\":
        if let next = scalars.next() { word = (word ?? .init()) + [next] }
      default:
        word = word ?? .init()
        word?.append(scalar)
      }
    }
    closed()
    return commands
  }
}
