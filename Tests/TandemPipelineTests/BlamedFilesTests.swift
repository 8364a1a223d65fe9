import Testing

@testable import TandemPipeline

@Suite struct BlamedFilesTests {
  private static let files = [
    "tests/queries/test_iterator.py", "tests/gis_tests/geoapp/test_expressions.py",
  ]

  @Test func `the file that the runner names is blamed`() {
    #expect(
      BlamedFiles.named(
        in: "Aborting: A GIS database backend is required to run gis_tests.", among: Self.files)
        == ["tests/gis_tests/geoapp/test_expressions.py"])
  }

  @Test func `what all share blames nobody`() {
    #expect(BlamedFiles.named(in: "tests could not run", among: Self.files) == [])
  }

  @Test func `where all are named none is left out`() {
    #expect(
      BlamedFiles.named(in: "queries and gis_tests are broken", among: Self.files) == [])
  }
}
