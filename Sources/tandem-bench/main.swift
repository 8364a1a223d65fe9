@preconcurrency import Glibc
import TandemBench

exit(try await Bench.run(Array(CommandLine.arguments.dropFirst())))
