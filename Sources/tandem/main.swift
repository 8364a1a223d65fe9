@preconcurrency import Glibc
import TandemCLI

signal(SIGPIPE, SIG_IGN)
exit(await Tandem.run(Array(CommandLine.arguments.dropFirst()), host: .process()))
