import TandemConfig

/// Turns words into `Arguments` by a verb's flag table; every mistake is named.
enum ArgumentParser {
  /// Parses what follows the verb.
  ///
  /// - Throws: `CommandError` (usage) with the nearest flag as a hint.
  static func parse(_ words: [String], for verb: Verb) throws(CommandError) -> Arguments {
    var arguments = Arguments()
    var index = 0
    var onlyOperands = false
    while index < words.count {
      let word = words[index]
      index += 1
      if onlyOperands || word == "-" || !word.hasPrefix("-") {
        arguments.positional.append(word)
      } else if word == "--" {
        onlyOperands = true
      } else {
        let (flag, inline) = try flag(word, of: verb)
        guard let metavar = flag.metavar else {
          if inline != nil { throw .usage("--\(flag.long) takes no value", verb.usageHint) }
          flag.set(&arguments, "")
          continue
        }
        if let inline {
          flag.set(&arguments, inline)
        } else if index < words.count {
          flag.set(&arguments, words[index])
          index += 1
        } else {
          throw .usage("--\(flag.long) needs a value: \(metavar)", verb.usageHint)
        }
      }
    }
    let wanted = verb.operands.split(separator: " ").count
    guard arguments.help || arguments.positional.count <= wanted else {
      throw .usage("unexpected `\(arguments.positional[wanted])`", verb.usageHint)
    }
    return arguments
  }

  private static func flag(
    _ word: String, of verb: Verb
  ) throws(CommandError) -> (Flag, inline: String?) {
    if word.hasPrefix("--") {
      let parts = word.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if let flag = verb.flags.first(where: { $0.long == name }) {
        return (flag, parts.count > 1 ? String(parts[1]) : nil)
      }
      let near = NearestName.nearest(name, among: verb.flags.map(\.long))
      throw .usage(
        "`tandem \(verb.name)` has no flag --\(name)",
        near.map { "did you mean --\($0)?" } ?? verb.usageHint)
    }
    let name = word.dropFirst().first
    guard word.count >= 2, let flag = verb.flags.first(where: { $0.short == name }) else {
      throw .usage("`tandem \(verb.name)` has no flag \(word)", verb.usageHint)
    }
    let rest = String(word.dropFirst(2))
    if !rest.isEmpty, flag.metavar == nil {
      throw .usage("write -\(flag.short ?? " ") and the rest of `\(word)` apart", verb.usageHint)
    }
    return (flag, rest.isEmpty ? nil : rest)
  }
}

extension Verb {
  /// Where to read on.
  var usageHint: String { "see `tandem \(name) --help`" }
}
