import TandemCore
import TandemTestKit
import Testing

@testable import TandemRepair

/// Searches with a runner's own command, over real builds.
@Suite struct CommandSearchTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var language: String
    var needs: [String]
    var files: [String: String]
    var path: String
    /// Outside a function; no program; wrong; right: in this order.
    var changes: [(from: String, to: String)]
    /// How many of them can be built together.
    var together: Int
    var testDescription: String { language }
  }

  @Test(arguments: Self.cases)
  func `changes are built together, and what does not compile is dropped`(
    _ example: Case
  ) async throws {
    try ToolNeed.require(example.needs)
    let scene = try await RepairScene(example.files)
    #expect(scene.baseline.failing.count == 1, "\(scene.baseline)")
    let searched = try await scene.search(example.path, example.changes)
    let (passing, trace, report) = (searched.passing, searched.trace, searched.report)
    #expect(!trace.isBlind)
    #expect(report.broken == nil)
    #expect(report.confirmed == [3], "\(report)")
    #expect(report.plausible == [3])
    #expect(report.tried == 4)
    #expect(report.together == example.together)
    #expect(report.others == passing.count)
  }

  private static let lists = """
    cmake_minimum_required(VERSION 3.10)
    project(fx CXX)
    enable_testing()
    add_executable(t t.cpp)
    add_test(NAME small COMMAND t small)
    add_test(NAME large COMMAND t large)
    """

  static let cases: [Case] = [
    Case(
      language: "a header of C++", needs: ["cmake>=3.10", "c++"],
      files: [
        "CMakeLists.txt": lists,
        "clamp.hpp": """
        #pragma once
        constexpr int least = 1;
        inline int clamp(int value, int most) {
          if (value < least)
            return least;
          return value > most ? value : most;
        }
        """,
        "t.cpp": """
        #include "clamp.hpp"
        #include <cstring>
        int main(int, char **words) {
          if (!std::strcmp(words[1], "small")) return clamp(-3, 9) != 1;
          return clamp(4, 9) != 4 || clamp(12, 9) != 9;
        }
        """,
      ], path: "clamp.hpp",
      changes: [
        ("least = 1", "least = 0"), ("value : most", "valu : most"),
        ("value : most", "most : most"),
        ("value : most", "most : value"),
      ], together: 2),
    Case(
      language: "Go", needs: ["go>=1.18"],
      files: [
        "go.mod": "module example.org/clamp\n\ngo 1.18\n",
        "clamp.go": """
        package clamp

        var least = 1

        func Clamp(value, most int) int {
        \tif value < least {
        \t\treturn least
        \t}
        \tif value > most {
        \t\treturn value
        \t}
        \treturn value
        }

        """,
        "clamp_test.go": """
        package clamp

        import "testing"

        func TestSmall(t *testing.T) {
        \tif Clamp(-3, 9) != 1 {
        \t\tt.Fatal("small")
        \t}
        }

        func TestLarge(t *testing.T) {
        \tif Clamp(12, 9) != 9 || Clamp(4, 9) != 4 {
        \t\tt.Fatal("large")
        \t}
        }

        """,
      ], path: "clamp.go",
      changes: [
        ("least = 1", "least = 0"), ("return value\n", "return valu\n"),
        ("return value\n", "return least\n"), ("return value\n", "return most\n"),
      ], together: 2),
    Case(
      language: "Rust", needs: ["cargo>=1.60"],
      files: [
        "Cargo.toml": "[package]\nname = \"clamp\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
        "Cargo.lock": "version = 3\n\n[[package]]\nname = \"clamp\"\nversion = \"0.1.0\"\n",
        "src/lib.rs": """
        const LEAST: i32 = 1;

        pub fn clamp(value: i32, most: i32) -> i32 {
            if value < LEAST {
                return LEAST;
            }
            if value > most { value } else { value }
        }

        """,
        "tests/clamp.rs": """
        #[test]
        fn small() {
            assert_eq!(clamp::clamp(-3, 9), 1);
        }

        #[test]
        fn large() {
            assert_eq!(clamp::clamp(12, 9), 9);
            assert_eq!(clamp::clamp(4, 9), 4);
        }

        """,
      ], path: "src/lib.rs",
      changes: [
        ("i32 = 1", "i32 = 0"), ("{ value }", "{ valu }"), ("{ value }", "{ LEAST }"),
        ("{ value }", "{ most }"),
      ], together: 2),
  ]
}

@Suite struct SearchReportTests {
  @Test func `what does the same on enough inputs is no rival`() {
    var report = SearchReport()
    report.confirmed = [2, 5, 9, 11]
    #expect(report.rivals(of: 2) == 3)
    report.comparison = SearchReport.Comparison(inputs: 49, alike: [[2, 5], [9]])
    #expect(report.rivals(of: 2) == 3)
    report.comparison?.inputs = 50
    #expect([2, 9, 11].map(report.rivals) == [2, 3, 3])
  }
}
