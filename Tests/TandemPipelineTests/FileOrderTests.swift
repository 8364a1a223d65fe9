import TandemCore
import Testing

@testable import TandemPipeline

@Suite struct FileOrderTests {
  static func files(_ names: [String]) -> [RankedFile] {
    names.enumerated().map { RankedFile(path: $1, score: 1 / Double($0 + 1), reasons: []) }
  }

  @Test func anOrderMovesFilesAndLosesNone() {
    let ranking = Self.files(["a", "b", "c", "d"])
    let ordered = Steps.reordered(ranking, by: [2, 0])
    #expect(ordered.map(\.path) == ["c", "a", "b", "d"])
    #expect(ordered.map(\.score) == ranking.map(\.score))
  }
}
