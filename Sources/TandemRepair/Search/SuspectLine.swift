import TandemCore

/// A line and how much speaks for the fault being in it.
struct SuspectLine: Sendable, Hashable {
  /// The file, as the repository has it.
  var path: String
  /// The 1-based line.
  var line: Int
  /// 0 to 1.
  var suspicion: Double
}

/// Combines which tests run a line, stack frames and retrieval into one suspicion a line.
///
/// Spectrum part: Ochiai, `ef / sqrt((ef + nf) * (ef + ep))`, where `ef` and `ep` are the failing
/// and passing tests that run the line and `nf` the failing ones that do not (Ochiai 1957; Abreu,
/// Zoeteweij, van Gemund, "On the accuracy of spectrum-based fault localization", 2007).
enum FaultLocalisation {
  /// A line that no failing test runs in itself, but that was run while its file was loaded.
  static let atImport = 0.15

  /// Returns the suspicious lines, worst first.
  ///
  /// - Parameters:
  ///   - trace: Which lines each test runs.
  ///   - frames: Frames of the failing tests' and the report's traces; the innermost one last.
  ///   - ranking: What retrieval thinks.
  static func suspects(
    _ trace: Trace, frames: [StackFrame], ranking: [RankedFile]
  ) -> [SuspectLine] {
    let failing = trace.tests.filter { $0.status == .failed }
    var counts: [Place: (failed: Int, passed: Int)] = [:]
    for test in trace.tests where test.status == .failed || test.status == .passed {
      for (path, lines) in test.lines {
        for line in lines {
          if test.status == .failed {
            counts[Place(path: path, line: line), default: (0, 0)].failed += 1
          } else {
            counts[Place(path: path, line: line), default: (0, 0)].passed += 1
          }
        }
      }
    }
    var found: [Place: Double] = [:]
    for (place, count) in counts where count.failed > 0 {
      let ochiai = ochiai(failed: count.failed, passed: count.passed, failing: failing.count)
      found[place] = 0.7 * ochiai
    }
    for (place, suspicion) in found {
      let framed = frames.lastIndex { $0.line == place.line && isSame($0.path, place.path) }
      let nearness = framed.map { Double($0 + 1) / Double(frames.count) } ?? 0
      found[place] = suspicion + 0.2 * nearness + 0.1 * retrieved(place, ranking)
    }
    for (path, lines) in trace.imported {
      for line in lines where found[Place(path: path, line: line)] == nil {
        found[Place(path: path, line: line)] = atImport
      }
    }
    return found.map { SuspectLine(path: $0.key.path, line: $0.key.line, suspicion: $0.value) }
      .sorted { ($1.suspicion, $0.path, $0.line) < ($0.suspicion, $1.path, $1.line) }
  }

  /// Ochiai's coefficient; 0 for a line that no failing test runs.
  static func ochiai(failed: Int, passed: Int, failing: Int) -> Double {
    guard failed > 0, failing > 0 else { return 0 }
    return Double(failed) / (Double(failing) * Double(failed + passed)).squareRoot()
  }

  private struct Place: Hashable {
    var path: String
    var line: Int
  }

  /// Whether a frame's path, absolute or not, means a file of the repository.
  static func isSame(_ framePath: String, _ path: String) -> Bool {
    framePath == path || framePath.hasSuffix("/" + path)
  }

  private static func retrieved(_ place: Place, _ ranking: [RankedFile]) -> Double {
    guard let file = ranking.first(where: { $0.path == place.path }) else { return 0 }
    let best = file.regions.map(\.score).max() ?? 0
    let region = file.regions.first { $0.firstLine <= place.line && place.line <= $0.lastLine }
    let inside = best > 0 ? (region?.score ?? 0) / best : 0
    return min(max(file.score, 0), 1) * (0.5 + 0.5 * min(max(inside, 0), 1))
  }
}
