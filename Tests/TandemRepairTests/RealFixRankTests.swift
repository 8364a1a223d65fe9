import FoundationEssentials
import Glibc
import TandemCode
import Testing

@testable import TandemRepair

/// A bug's real fix as somebody wrote it: the file before it and after it.
struct RealFix: Sendable, CustomTestStringConvertible {
  var name: String
  var before: String
  var after: String

  var testDescription: String { name }

  /// The fixes below the folder that `TANDEM_REAL_FIXES` names: `NAME/before.EXT` and `NAME/after.EXT`.
  static let all: [RealFix] = {
    guard let folder = ProcessInfo.processInfo.environment["TANDEM_REAL_FIXES"] else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().compactMap { name in
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + name)) ?? []
      guard let before = files.first(where: { $0.hasPrefix("before.") }),
        let after = files.first(where: { $0.hasPrefix("after.") })
      else { return nil }
      return RealFix(
        name: name, before: "\(folder)/\(name)/\(before)", after: "\(folder)/\(name)/\(after)")
    }
  }()

  /// The place of the fix among the candidates of the function that it changes, from 1, and how many
  /// there are; nil where no template makes it.
  func rank() throws -> (place: Int?, of: Int) {
    func text(_ path: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }
    let (old, new) = (try text(before), try text(after))
    let model = try #require(CodeModel(path: before, text: old))
    let lines = Self.suspects(model, old, new)
    let candidates = CandidateMaker.candidates(
      for: [model],
      suspicions: lines.map { SuspectLine(path: before, line: $0, suspicion: 1) }, limit: 60_000)
    let bytes = model.source.bytes
    let wanted = Self.difference(bytes, Array(new.utf8))
    let place = candidates.firstIndex { candidate in
      guard let made = candidate.rewrite.span(in: bytes) else { return false }
      let first = min(made.bytes.lowerBound, wanted.bytes.lowerBound)
      let last = max(made.bytes.upperBound, wanted.bytes.upperBound)
      func whole(_ span: Range<Int>, _ text: [UInt8]) -> [UInt8] {
        (bytes[first..<span.lowerBound] + text + bytes[span.upperBound..<last])
          .filter { $0 > 32 }
      }
      return whole(made.bytes, made.text) == whole(wanted.bytes, wanted.text)
    }
    return (place.map { $0 + 1 }, candidates.count)
  }

  /// What is replaced, and by what, when equal ends are cut off.
  private static func difference(
    _ old: [UInt8], _ new: [UInt8]
  ) -> (bytes: Range<Int>, text: [UInt8]) {
    let head = zip(old, new).prefix { $0 == $1 }.count
    let tail = zip(old[head...].reversed(), new[head...].reversed()).prefix { $0 == $1 }.count
    return (head..<old.count - tail, Array(new[head..<new.count - tail]))
  }

  /// The lines of the function that holds the first difference.
  private static func suspects(_ model: CodeModel, _ old: String, _ new: String) -> [Int] {
    let offset = zip(old.utf8, new.utf8).prefix { $0 == $1 }.count
    let line = old.utf8.prefix(offset).count { $0 == 10 } + 1
    let nearest = model.statements.last { $0.lines.lowerBound <= line && $0.function != nil }
    return Set(
      model.statements.filter { $0.function != nil && $0.function == nearest?.function }
        .flatMap(\.lines)
    ).sorted()
  }
}

/// Whether the templates make real fixes at all, and how early: no test is run.
@Suite(.serialized) struct RealFixRankTests {
  @Test(arguments: RealFix.all)
  func `the place of a real fix among the candidates`(_ fix: RealFix) throws {
    let (place, count) = try fix.rank()
    print("REALFIX\t\(fix.name)\t\(place.map(String.init) ?? "none")\tof \(count)")
    fflush(nil)
  }
}
