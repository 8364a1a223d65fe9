import TandemCore

/// Files that the report names outright: by a path, by a dotted name, by a frame of a trace, or by
/// a test.
struct NameSignal: Signal {
  let kind: SignalKind
  private(set) var strengths: [Int: Double] = [:]
  private var details: [Int: [String]] = [:]

  private init(_ kind: SignalKind) { self.kind = kind }

  func detail(_ file: Int) -> String { (details[file] ?? []).prefix(3).joined(separator: ", ") }

  private mutating func add(_ file: Int, _ strength: Double, _ detail: String) {
    strengths[file] = max(strengths[file] ?? 0, strength)
    if details[file]?.contains(detail) != true { details[file, default: []].append(detail) }
  }

  /// Paths written in the report; one that several files end in is shared among them.
  static func paths(_ corpus: Corpus) -> NameSignal {
    var signal = NameSignal(.pathNamed)
    for path in corpus.triage.paths {
      let files = corpus.index.files(named: path)
      for file in files { signal.add(file, 1 / Double(files.count), path) }
    }
    return signal
  }

  /// Dotted names that go through a file; more where it also defines the rest of the name.
  static func dottedNames(_ corpus: Corpus) -> NameSignal {
    var signal = NameSignal(.dottedName)
    for name in corpus.triage.symbols {
      guard let found = corpus.index.module(name) else { continue }
      let defines = found.rest.contains { part in
        corpus.files[found.file].named.contains { $0.name == part }
      }
      signal.add(found.file, defines ? 1 : found.rest.isEmpty ? 0.8 : 0.5, name)
    }
    return signal
  }

  /// Frames of traces in the report; the innermost of the repository's own says most.
  static func frames(_ corpus: Corpus) -> NameSignal {
    var signal = NameSignal(.stackFrame)
    var strength = 1.0
    for frame in corpus.triage.frames.reversed() {
      let files = corpus.index.files(named: frame.path)
      guard !files.isEmpty else { continue }
      let place = (frame.function ?? frame.path) + (frame.line.map { ", line \($0)" } ?? "")
      for file in files { signal.add(file, strength / Double(files.count), place) }
      strength *= 0.8
    }
    return signal
  }
}
