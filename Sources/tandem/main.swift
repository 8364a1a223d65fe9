@preconcurrency import Glibc
import TandemCLI

signal(SIGPIPE, SIG_IGN)
let code = await Tandem.run(Array(CommandLine.arguments.dropFirst()), host: .process())
// Not `exit`: libraries would be taken down under threads that are still about. Nothing is lost, as
// all output is written at once.
_exit(code)
