import TandemCore

/// What `cargo test` printed, read line by line.
///
/// The stable toolchain tells results as text only. A test prints into the same stream, so counts
/// are held against every binary's own summary, and a text that disagrees is not believed.
struct CargoOutput {
  /// One test binary, or a crate's documentation tests.
  struct Binary {
    /// The path of the target's root file as cargo tells it; empty for documentation tests.
    var path: String
    /// The crate's name.
    var crate: String
    /// Each test's name, status and what was printed for it.
    var tests: [(name: String, status: TestStatus, said: String)] = []
    /// What `running N tests` announced.
    var announced: Int?
    /// What `test result:` counted; nil where the binary did not come to its end.
    var counted: Int?
  }

  private(set) var binaries: [Binary] = []
  /// The first error of the compiler, where it did not come to any test.
  private(set) var compileError: String?

  /// Reads the output.
  init(_ text: String) {
    var failures: [String: String] = [:]
    var failing: String?
    var isBuilding = true
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let line = String(Substring(line))
      if let started = Self.started(line) {
        binaries.append(started)
        (failures, failing, isBuilding) = ([:], nil, false)
        continue
      }
      if isBuilding {
        if compileError == nil, line.hasPrefix("error") { compileError = line }
        continue
      }
      let last = binaries.count - 1
      if line.hasPrefix("running "), line.hasSuffix(" test") || line.hasSuffix(" tests") {
        binaries[last].announced = Int(line.split(separator: " ")[1])
      } else if line.hasPrefix("test result: ") {
        binaries[last].counted = Self.total(line)
        for index in binaries[last].tests.indices {
          binaries[last].tests[index].said = failures[binaries[last].tests[index].name] ?? ""
        }
        failing = nil
      } else if line.hasPrefix("---- "), line.hasSuffix(" ----") {
        failing = Self.bare(line.dropFirst(5).dropLast(5).replacing(" stdout", with: ""))
      } else if line == "failures:" {
        failing = nil
      } else if let name = failing {
        failures[name, default: ""] += line + "\n"
      } else if let test = Self.test(line) {
        binaries[last].tests.append((test.name, test.status, ""))
      }
    }
  }

  /// Why the results cannot be whole, where they cannot.
  var defect: String? {
    if binaries.isEmpty {
      return compileError.map { "the code could not be built: " + Bounds.head($0, 300) }
        ?? "no test was run"
    }
    for binary in binaries {
      let name = binary.path.isEmpty ? "the documentation tests of " + binary.crate : binary.path
      guard let counted = binary.counted, let announced = binary.announced else {
        // A binary without libtest's harness prints what it likes.
        if binary.announced == nil, binary.tests.isEmpty, !binary.path.isEmpty { continue }
        return "\(name) did not come to the end of its tests"
      }
      if counted != binary.tests.count || announced != counted {
        return "\(name) told \(binary.tests.count) results and counts \(counted) of \(announced)"
      }
    }
    return nil
  }

  /// `     Running unittests src/lib.rs (target/debug/deps/fx-4a99…)`, `   Doc-tests fx`.
  private static func started(_ line: String) -> Binary? {
    let words = line.split(separator: " ")
    if words.count == 2, words[0] == "Doc-tests", line.hasPrefix("   ") {
      return Binary(path: "", crate: String(words[1]))
    }
    guard words.count >= 3, words[0] == "Running", line.hasPrefix("     "),
      let file = words.last, file.hasPrefix("("), file.hasSuffix(")")
    else { return nil }
    let program = file.dropFirst().dropLast().split(separator: "/").last ?? ""
    let crate = program.lastIndex(of: "-").map { program[..<$0] } ?? program
    return Binary(path: String(words[words.count - 2]), crate: String(crate))
  }

  /// `test a::b ... ok`, `test a::b - should panic ... FAILED`, `test a::b ... ignored, slow`.
  private static func test(_ line: String) -> (name: String, status: TestStatus)? {
    guard line.hasPrefix("test "), let dots = line.range(ofLast: " ... ") else { return nil }
    let name = bare(line[..<dots.lowerBound].dropFirst(5))
    let word = line[dots.upperBound...].prefix { $0 != "," && $0 != " " }
    switch word {
    case "ok": return (name, .passed)
    case "FAILED": return (name, .failed)
    case "ignored": return (name, .skipped)
    default: return nil
    }
  }

  /// A name without what libtest adds to it.
  private static func bare(_ name: some StringProtocol) -> String {
    var name = String(name)
    for added in [" - should panic", " - compile fail", " - compile"] where name.hasSuffix(added) {
      name = String(name.dropLast(added.count))
    }
    return name
  }

  /// `test result: FAILED. 1 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; …`.
  private static func total(_ line: String) -> Int {
    let words = line.split { $0 == " " || $0 == ";" || $0 == "." }
    return zip(words, words.dropFirst()).reduce(0) { sum, pair in
      ["passed", "failed", "ignored", "measured"].contains(pair.1) ? sum + (Int(pair.0) ?? 0) : sum
    }
  }
}

extension String {
  /// The last place of `part`.
  fileprivate func range(ofLast part: String) -> Range<Index>? {
    ranges(of: part).last
  }
}
