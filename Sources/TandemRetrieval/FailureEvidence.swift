import TandemCode
import TandemCore
import TandemIndex

/// What the tests that fail at the baseline say about where the fault is.
///
/// Three things speak: the frames of the failure's trace, what the test's file imports, and the
/// file that a test's name says it tests. Each is shared among all failing tests, so a file that
/// every failure goes through counts for more than one that a single test imports.
struct FailureEvidence {
  /// What was found for one file.
  struct Found {
    var score = 0.0
    var frames: [StackFrame] = []
    var tests: Set<String> = []
  }

  /// The weights of a frame, of a name that fits, and of an import.
  private static let weights = (frame: 0.8, name: 0.4, imported: 0.3)

  private let index: PathIndex
  private(set) var files: [Int: Found] = [:]

  /// Reads the failures; `text` gives a file's bytes.
  init(_ failing: [TestResult], index: PathIndex, text: (Int) throws -> [UInt8]?) rethrows {
    self.index = index
    let share = 1 / Double(max(1, failing.count))
    var importsOfFile: [Int: [Int]] = [:]
    for test in failing {
      let testFile = Self.file(of: test.id, index)
      addFrames(test, from: testFile, share)
      guard let testFile else { continue }
      for file in tested(by: testFile) {
        add(file, Self.weights.name * share, test)
      }
      if importsOfFile[testFile] == nil {
        importsOfFile[testFile] = try text(testFile).map { imported(by: testFile, $0) } ?? []
      }
      let modules = importsOfFile[testFile] ?? []
      for file in modules {
        add(file, Self.weights.imported * share / Double(modules.count).squareRoot(), test)
      }
    }
  }

  /// The file a test lies in: `a/b.py::C::d` by its path, `a.b.C.d` by its module.
  static func file(of test: TestID, _ index: PathIndex) -> Int? {
    if let mark = test.name.firstIndex(of: ":"), test.name[mark...].hasPrefix("::") {
      return index.files(named: String(test.name[..<mark])).first
    }
    return index.module(test.name)?.file
  }

  private mutating func add(_ file: Int, _ score: Double, _ test: TestResult) {
    guard index.tree.role(file) == .source else { return }
    files[file, default: Found()].score += score
    files[file, default: Found()].tests.insert(test.id.name)
  }

  private mutating func addFrames(_ test: TestResult, from testFile: Int?, _ share: Double) {
    var strength = Self.weights.frame * share
    var seen: Set<Int> = []
    for frame in StackTraces.frames(in: test.failure?.trace ?? "").reversed() {
      let found = index.files(named: frame.path)
      guard found.count == 1, let file = found.first else { continue }
      if seen.insert(file).inserted {
        add(file, strength, test)
        strength *= 0.8
      }
      if let frames = files[file]?.frames, frames.count < 20, !frames.contains(frame) {
        files[file]?.frames.append(frame)
      }
    }
  }

  /// The files that a test file's name says it tests: `test_dates.py` and `dates_test.go` test
  /// `dates`; the nearest folder wins.
  private func tested(by testFile: Int) -> [Int] {
    let path = index.tree.path(testFile)
    let name = path[path.nameStart...]
    guard let dot = name.firstIndex(of: ".") else { return [] }
    var stem = name[..<dot]
    let ending = name[(name.lastIndex(of: ".") ?? dot)...]
    for prefix in ["test_", "tests_"] where stem.hasPrefix(prefix) {
      stem = stem.dropFirst(prefix.count)
    }
    for suffix in ["_test", "_tests", "Tests", "Test"] where stem.hasSuffix(suffix) {
      stem = stem.dropLast(suffix.count)
    }
    let wanted = stem + ending
    guard stem.count > 1, wanted != name else { return [] }
    let candidates = index.files(named: String(wanted))
    return candidates.count <= 3 ? candidates : []
  }

  /// The repository's own files that a test file imports.
  private func imported(by testFile: Int, _ bytes: [UInt8]) -> [Int] {
    let path = index.tree.path(testFile)
    guard let language = Language(path: path, bytes: bytes) else { return [] }
    let folder = path.split(separator: "/").dropLast()
    var found: [Int] = []
    for module in Imports.modules(in: SourceTokens(bytes, language: language)) {
      let absolute = Self.absolute(module, in: folder)
      guard let file = index.module(absolute)?.file ?? index.files(named: absolute).first,
        file != testFile, !found.contains(file)
      else { continue }
      found.append(file)
    }
    return found
  }

  /// A relative import (`..a.b`, `../a/b`) written from the root.
  private static func absolute(_ module: String, in folder: ArraySlice<Substring>) -> String {
    guard module.hasPrefix(".") else { return module }
    if module.contains("/") {
      var parts = folder
      for part in module.split(separator: "/") where part != "." {
        if part == ".." { parts = parts.dropLast() } else { parts.append(part) }
      }
      return parts.joined(separator: "/")
    }
    let dots = module.prefix { $0 == "." }.count
    let parts = folder.dropLast(dots - 1) + module.dropFirst(dots).split(separator: ".")
    return parts.joined(separator: "/")
  }
}
