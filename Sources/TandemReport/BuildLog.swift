/// Text for a build server's log, where lines of a certain form are commands.
///
/// GitHub's runner obeys lines that begin with `::`, after white space too, and its old form `##[`
/// anywhere in a line; Azure's obeys `##vso[`, TeamCity's `##teamcity[`. GitLab's sections need an
/// escape character, which never gets here. (actions/runner, `ActionCommand.cs`.)
package enum BuildLog {
  /// The text with no line that is a command.
  package static func neutral(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { line in
        let isCommand = line.drop(while: \.isWhitespace).hasPrefix("::")
        return (isCommand ? "| " : "") + takenApart(String(line))
      }
      .joined(separator: "\n")
  }

  /// The text without what is obeyed anywhere in a line.
  static func takenApart(_ text: String) -> String {
    text.replacing(/##(\w*)\[/) { "# #\($0.1)[" }
  }
}
