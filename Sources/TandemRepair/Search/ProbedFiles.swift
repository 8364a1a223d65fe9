import TandemCore

/// The files of a contract with probes in them, and what their numbers mean.
struct ProbedFiles {
  private let probes: [String: Probes]

  /// Puts probes into the models that can have some; each model's numbers follow those before.
  init(_ models: [CodeModel]) {
    var first = 0
    var probes: [String: Probes] = [:]
    for model in models {
      probes[model.path] = Probes(model, first: first)
      first += model.statements.count
    }
    self.probes = probes
  }

  /// The files as they are to be built.
  var changes: [FileChange] {
    probes.sorted { $0.key < $1.key }.map { FileChange(path: $0.key, text: $0.value.text) }
  }

  /// The 1-based lines that ran, by path, from what the probes wrote; files of which none ran are left out.
  func lines(_ written: [UInt8]?) -> [String: [Int]] {
    let numbers = (written ?? []).split(separator: 10)
      .compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    let hits = Set(numbers)
    return probes.mapValues { $0.lines(hits) }.filter { !$0.value.isEmpty }
  }
}
