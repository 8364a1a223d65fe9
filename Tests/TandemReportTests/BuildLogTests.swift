import Testing

@testable import TandemReport

@Suite("A line of a build server's log")
struct BuildLogTests {
  @Test(
    arguments: [
      ("::set-env name=X::y", "| ::set-env name=X::y"), ("  \t::error::x", "|   \t::error::x"),
      ("a\n::stop\r\n::b", "a\n| ::stop\n| ::b"), ("a::b", "a::b"), ("std::vector", "std::vector"),
      ("x ##[add-mask]y ##vso[task]z", "x # #[add-mask]y # #vso[task]z"), ("## Title", "## Title"),
      ("", ""),
    ])
  func `is never a command`(text: String, neutral: String) {
    #expect(BuildLog.neutral(text) == neutral)
  }
}
