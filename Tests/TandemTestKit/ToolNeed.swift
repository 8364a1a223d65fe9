import FoundationEssentials
import Synchronization

/// A tool that a test needs and the machine may lack: `node>=18.15`, `javac`, a file's path.
///
/// Where it is missing the test counts as skipped; under `CI=true` that is an error, so that a build
/// machine never skips in silence.
package struct ToolNeed: Sendable, Hashable {
  /// The need as it was written.
  package let text: String

  /// Takes a need.
  package init(_ text: String) { self.text = text }

  /// A need for patience: a test with it runs only with `TANDEM_LONG=1`.
  package static let long = "long"

  /// `PATH`, with the toolchain first that a rustup of the user's home would choose: rustup itself
  /// finds none in a test's own home.
  package static let path: String = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    guard let rustc = find("rustc", in: path),
      let found: ProcessResult = try? runProcess(
        [rustc, "--print", "sysroot"], directory: "/",
        environment: ["PATH": path, "HOME": ProcessInfo.processInfo.environment["HOME"] ?? "/"]),
      found.exitCode == 0
    else { return path }
    return found.output.prefix { $0 != "\n" } + "/bin:" + path
  }()

  /// Whether the tool is there, and new enough.
  package var isMet: Bool {
    if text.hasPrefix("/") { return FileManager.default.fileExists(atPath: text) }
    return Self.known.withLock { known in
      if let known = known[text] { return known }
      let isMet = found
      known[text] = isMet
      return isMet
    }
  }

  private static let known = Mutex<[String: Bool]>([:])

  private var found: Bool {
    let parts = text.replacing(">=", with: " ").split(separator: " ")
    guard let program = Self.find(String(parts[0]), in: Self.path) else { return false }
    guard parts.count > 1 else { return true }
    for flag in ["--version", "-version", "version"] {
      guard
        let said: ProcessResult = try? runProcess(
          [program, flag], directory: "/", environment: ["PATH": Self.path, "HOME": "/"]),
        said.exitCode == 0
      else { continue }
      return !Self.version(in: said.output + said.errorOutput)
        .lexicographicallyPrecedes(Self.version(in: String(parts[1])))
    }
    return false
  }

  /// The first numbers with points between them.
  private static func version(in text: String) -> [Int] {
    let start = text.drop { !$0.isASCII || !$0.isNumber }
    return start.prefix { $0 == "." || $0.isASCII && $0.isNumber }.split(separator: ".")
      .compactMap { Int($0) }
  }

  private static func find(_ program: String, in path: String) -> String? {
    path.split(separator: ":").map { $0 + "/" + program }
      .first(where: FileManager.default.isExecutableFile(atPath:))
  }
}
