import TandemCore
import TandemIndex

/// Files that the report names outright: by a path, by a dotted name, by a frame of a trace, or by
/// a test.
struct NameSignal: Signal {
  let kind: SignalKind
  private(set) var strengths: [Double]
  private let isText: [Bool]
  private var seen: [Int: [String]] = [:]

  private init(_ kind: SignalKind, _ corpus: Corpus) {
    self.kind = kind
    isText = corpus.isText
    strengths = [Double](repeating: 0, count: corpus.tree.count)
  }

  func details(_ files: [Int]) -> [String] {
    files.map { (seen[$0] ?? []).prefix(3).joined(separator: ", ") }
  }

  private mutating func add(_ file: Int, _ strength: Double, _ detail: String) {
    guard isText[file] else { return }
    strengths[file] = max(strengths[file], strength)
    if seen[file]?.contains(detail) != true { seen[file, default: []].append(detail) }
  }

  /// Paths written in the report; one that several files end in is shared among them.
  static func paths(_ corpus: Corpus) -> NameSignal {
    var signal = NameSignal(.pathNamed, corpus)
    for path in corpus.triage.paths {
      let files = corpus.paths.files(named: path)
      for file in files { signal.add(file, 1 / Double(files.count), path) }
    }
    return signal
  }

  /// Dotted names that go through a file; more where it also defines the rest of the name.
  static func dottedNames(_ corpus: Corpus) -> NameSignal {
    var signal = NameSignal(.dottedName, corpus)
    for name in corpus.triage.symbols {
      guard let found = corpus.paths.module(name) else { continue }
      let defines = found.rest.contains { part in
        corpus.named[found.file]?.contains { $0.name == part } ?? false
      }
      signal.add(found.file, defines ? 1 : found.rest.isEmpty ? 0.8 : 0.5, name)
    }
    return signal
  }

  /// Frames of traces in the report; the innermost of the repository's own says most.
  static func frames(_ corpus: Corpus) -> NameSignal {
    var signal = NameSignal(.stackFrame, corpus)
    var strength = 1.0
    for frame in corpus.triage.frames.reversed() {
      let files = corpus.paths.files(named: frame.path)
      guard !files.isEmpty else { continue }
      let place = (frame.function ?? frame.path) + (frame.line.map { ", line \($0)" } ?? "")
      for file in files { signal.add(file, strength / Double(files.count), place) }
      strength *= 0.8
    }
    return signal
  }
}
