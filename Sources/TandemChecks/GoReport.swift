import FoundationEssentials
import TandemCore

/// What `go test -json` wrote: one event a line, and plain lines for packages that did not build.
struct GoReport {
  /// One result a test, by package and the test's own name; the name is empty for a package.
  private(set) var results: [(package: String, test: String, result: TestResult)] = []
  /// Packages of which no end was told.
  private(set) var unfinished: [String] = []

  private struct Event: Decodable {
    var Action: String
    var Package: String?
    var Test: String?
    var Elapsed: Double?
    var Output: String?
  }

  private struct Key: Hashable {
    var package: String
    var test: String
  }

  /// Reads the events.
  init(_ bytes: [UInt8]) {
    let decoder = JSONDecoder()
    var output: [Key: String] = [:]
    var running: [Key] = []
    var open: Set<String> = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let newline = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
      let line = rest[..<newline]
      rest = rest[newline...].dropFirst()
      guard let event = try? decoder.decode(Event.self, from: Data(line)),
        let package = event.Package
      else {
        if let package = Self.unbuilt(String(decoding: line, as: UTF8.self)) {
          add(package, "", .error, nil, "the package could not be built")
        }
        continue
      }
      let key = Key(package: package, test: event.Test ?? "")
      switch event.Action {
      case "run":
        running.append(key)
        open.insert(package)
      case "start": open.insert(package)
      case "output":
        output[key] = Bounds.tail((output[key] ?? "") + (event.Output ?? ""), 16_000)
      case "pass", "fail", "skip":
        running.removeAll { $0 == key }
        if key.test.isEmpty {
          open.remove(package)
          // What was running when the package failed died with it.
          for lost in running where lost.package == package {
            add(package, lost.test, .failed, nil, output[lost] ?? output[key] ?? "")
          }
          running.removeAll { $0.package == package }
          let isExplained = results.contains { $0.package == package && $0.result.status.isRed }
          if event.Action == "fail", !isExplained {
            add(package, "", .error, event.Elapsed, output[key] ?? "")
          }
        } else {
          let status: TestStatus =
            event.Action == "pass" ? .passed : event.Action == "skip" ? .skipped : .failed
          add(package, key.test, status, event.Elapsed, output[key] ?? "")
        }
      default: break
      }
    }
    unfinished = open.sorted()
  }

  private mutating func add(
    _ package: String, _ test: String, _ status: TestStatus, _ seconds: Double?, _ said: String
  ) {
    let failure = status.isRed ? Self.failure(said, isPackage: test.isEmpty) : nil
    results.append(
      (
        package, test,
        TestResult(id: TestID(test), status: status, seconds: seconds, failure: failure)
      ))
  }

  /// `FAIL	example.org/x [build failed]`, which older versions print between the events.
  private static func unbuilt(_ line: String) -> String? {
    guard line.hasPrefix("FAIL\t"),
      line.hasSuffix(" [build failed]") || line.hasSuffix(" [setup failed]")
    else { return nil }
    return line.dropFirst(5).split(separator: " ").first.map(String.init)
  }

  private static func failure(_ said: String, isPackage: Bool) -> TestFailure {
    let lines = said.split(separator: "\n").map { $0.drop { $0 == " " || $0 == "\t" } }
    let panic = lines.first { $0.hasPrefix("panic: ") || $0.hasPrefix("fatal error: ") }
    let signal = lines.first { $0.hasPrefix("SIG") || $0.hasPrefix("signal: ") }
    let message =
      panic ?? lines.first { !$0.hasPrefix("=== ") && !$0.hasPrefix("--- ") && !$0.isEmpty }
    let errorClass =
      panic != nil ? "panic" : signal != nil ? "signal" : isPackage ? "package" : "failure"
    // Where a file begins the line, it says where and not what.
    return TestFailure(
      errorClass: errorClass, message: Bounds.head(String(message ?? ""), 500),
      trace: Bounds.tail(said, 4_000))
  }
}
