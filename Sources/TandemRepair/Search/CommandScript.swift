import TandemWorkspace

/// A shell program that runs test commands one after another within one sandboxed command, so that
/// what one build made serves the next.
///
/// Every command's own files in the results folder are kept under a name of their own.
struct CommandScript {
  /// Where the tries are written down: one line each.
  static let log = "tries.txt"

  private var functions = ""
  private var body = ""
  /// Read-only files of the program, and of its commands.
  var tools: [String: String] = [:]

  init() {
    functions = """
      T='{tools}'; R='{results}'; work=$(mktemp -d)
      now() { echo $(($(date +%s%N) / 1000000)); }
      limit() { echo "$(($1 / 1000)).$(($1 % 1000 / 100))"; }
      keep() {
        for f in "$R"/tandem_t*; do [ -f "$f" ] && mv "$f" "$R/$1.${f##*/}"; done
        [ -f "$work/out" ] && tail -c 200000 "$work/out" >"$R/$1.out"
      }
      drop() { rm -f "$R"/tandem_t*; }
      start=$(now)

      """
  }

  /// Defines a function of the shell that runs `command` for at most its first argument's seconds.
  mutating func define(_ name: String, _ command: WorkspaceCommand) {
    let words = command.arguments.map(Self.quoted).joined(separator: " ")
    let variables = command.environment.sorted { $0.key < $1.key }
      .map { "export \($0.key)=\(Self.quoted($0.value)); " }.joined()
    let folder =
      command.directory.isEmpty ? "" : "cd \(Self.quoted(command.directory)) || exit 125; "
    tools.merge(command.tools) { $1 }
    functions += "\(name)() ( \(folder)\(variables)exec timeout -k 1 \"$1\" \(words) )\n"
  }

  /// Runs a defined command and keeps what it left.
  mutating func run(_ name: String, as kept: String, milliseconds: Int, probes: String? = nil) {
    let before = probes.map { "export \(Probes.variable)=\"$R/\($0)\"; " } ?? ""
    body += """
      \(before)begun=$(now)
      \(name) "$(limit \(milliseconds))" >"$work/out" 2>&1 </dev/null; code=$?
      keep \(kept); echo "\(kept) $code $(($(now) - begun))" >>"$R/\(Self.log)"

      """
  }

  /// Ends where a moment (in milliseconds after the start) is over.
  mutating func stop(after milliseconds: Int) {
    body += "[ \"$(now)\" -lt \"$((start + \(milliseconds)))\" ] || exit 0\n"
  }

  /// Adds a piece of the shell's own language.
  mutating func add(_ text: String) { body += text }

  /// The command that runs the program.
  ///
  /// The program is a file: the names of a large suite's tests are too long for one argument.
  func command(deadline: Duration) -> WorkspaceCommand {
    let file = "tandem_script.sh"
    var tools = tools
    tools[file] = functions + body
    return WorkspaceCommand(
      arguments: ["/bin/sh", "-c", Self.launch, file, "{tools}", "{results}"], tools: tools,
      deadline: deadline)
  }

  /// Fills the folders in, as it is done in arguments, and goes on in the program.
  private static let launch = """
    script=$(mktemp) || exit
    sed -e "s|[{]tools}|$1|g" -e "s|[{]results}|$2|g" -e "s|[{]home}|$HOME|g" "$1/$0" >"$script" || exit
    exec /bin/sh "$script"
    """

  /// A word for the shell.
  static func quoted(_ word: String) -> String {
    "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
