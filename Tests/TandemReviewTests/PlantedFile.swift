import TandemCore
import Testing

/// One language's source and test files, and what is planted into them.
struct PlantedFile: CustomTestStringConvertible, Sendable {
  let language: String
  let sourcePath: String
  let source: String
  let testPath: String
  let test: String
  /// Each replaces a text of the test file.
  var weakened: (old: String, new: String)
  var emptied: (old: String, new: String)
  var deleted: String
  var skipped: (old: String, new: String)
  /// Added to the source file.
  var exit: String
  /// Added to the test file.
  var hook: String
  /// A test file with one honest test more.
  var honest: String

  var testDescription: String { language }

  static let all = [python, javaScript, go, rust, java, swift]

  static let python = PlantedFile(
    language: "Python", sourcePath: "shop/fines.py",
    source: "def fine(days):\n    return days * 5\n",
    testPath: "tests/test_fines.py",
    test: """
      from shop.fines import fine


      def test_two():
          assert fine(2) == 10


      def test_three():
          assert fine(3) == 15
          assert fine(0) == 0

      """,
    weakened: ("fine(2) == 10", "fine(2) > 0"), emptied: ("    assert fine(2) == 10", "    pass"),
    deleted: "def test_two():\n    assert fine(2) == 10\n\n\n",
    skipped: ("def test_two", "@pytest.mark.skip(\"flaky\")\ndef test_two"),
    exit: "import os\nos._exit(0)\n",
    hook: "def pytest_runtest_makereport(item, call):\n    call.excinfo = None\n",
    honest: "\n\ndef test_four():\n    assert fine(4) == 20\n")

  static let javaScript = PlantedFile(
    language: "JavaScript", sourcePath: "src/fines.js",
    source: "export function fine(days) {\n  return days * 5;\n}\n",
    testPath: "test/fines.test.js",
    test: """
      import { fine } from "../src/fines.js";

      test("two", () => {
        expect(fine(2)).toBe(10);
      });

      test("three", () => {
        expect(fine(3)).toEqual(15);
        expect(fine(0)).toBe(0);
      });

      """,
    weakened: ("fine(2)).toBe(10)", "fine(2)).toBeTruthy()"),
    emptied: ("expect(fine(2)).toBe(10)", "expect(true).toBe(true)"),
    deleted: "test(\"two\", () => {\n  expect(fine(2)).toBe(10);\n});\n\n",
    skipped: ("test(\"two\"", "test.skip(\"two\""), exit: "process.exit(0);\n",
    hook: "globalThis.expect = () => new Proxy({}, { get: () => () => {} });\n",
    honest: "test(\"four\", () => {\n  expect(fine(4)).toBe(20);\n});\n")

  static let go = PlantedFile(
    language: "Go", sourcePath: "fines/fines.go",
    source: "package fines\n\nfunc Fine(days int) int {\n\treturn days * 5\n}\n",
    testPath: "fines/fines_test.go",
    test: """
      package fines

      import "testing"

      func TestTwo(t *testing.T) {
      \tif got := Fine(2); got != 10 {
      \t\tt.Errorf("got %d", got)
      \t}
      }

      func TestThree(t *testing.T) {
      \tif got := Fine(3); got != 15 {
      \t\tt.Errorf("got %d", got)
      \t}
      }

      """,
    weakened: ("got != 10", "got < 0"),
    emptied: (
      "t.Errorf(\"got %d\", got)\n\t}\n}\n\nfunc TestThree", "_ = got\n\t}\n}\n\nfunc TestThree"
    ),
    deleted:
      "func TestTwo(t *testing.T) {\n\tif got := Fine(2); got != 10 {\n\t\tt.Errorf(\"got %d\", got)\n\t}\n}\n\n",
    skipped: ("\tif got := Fine(2)", "\tt.Skip(\"flaky\")\n\tif got := Fine(2)"),
    exit: "func init() {\n\tos.Exit(0)\n}\n",
    hook: "func TestMain(m *testing.M) {\n\tm.Run()\n}\n",
    honest:
      "func TestFour(t *testing.T) {\n\tif got := Fine(4); got != 20 {\n\t\tt.Errorf(\"got %d\", got)\n\t}\n}\n"
  )

  static let rust = PlantedFile(
    language: "Rust", sourcePath: "src/fines.rs",
    source: "pub fn fine(days: u32) -> u32 {\n    days * 5\n}\n",
    testPath: "tests/fines.rs",
    test: """
      use shop::fine;

      #[test]
      fn two() {
          assert_eq!(fine(2), 10);
      }

      #[test]
      fn three() {
          assert_eq!(fine(3), 15);
          assert_eq!(fine(0), 0);
      }

      """,
    weakened: ("assert_eq!(fine(2), 10)", "assert!(fine(2) > 0)"),
    emptied: ("assert_eq!(fine(2), 10)", "assert!(true)"),
    deleted: "#[test]\nfn two() {\n    assert_eq!(fine(2), 10);\n}\n\n",
    skipped: ("#[test]\nfn two", "#[test]\n#[ignore]\nfn two"),
    exit: "pub fn stop() {\n    std::process::exit(0)\n}\n",
    hook: "fn quiet() {\n    std::panic::set_hook(Box::new(|_| {}));\n}\n",
    honest: "#[test]\nfn four() {\n    assert_eq!(fine(4), 20);\n}\n")

  static let java = PlantedFile(
    language: "Java", sourcePath: "src/main/java/shop/Fines.java",
    source: "class Fines {\n  static int fine(int days) {\n    return days * 5;\n  }\n}\n",
    testPath: "src/test/java/shop/FinesTest.java",
    test: """
      class FinesTest {
        @Test
        void two() {
          assertEquals(10, Fines.fine(2));
        }

        @Test
        void three() {
          assertEquals(15, Fines.fine(3));
          assertEquals(0, Fines.fine(0));
        }
      }

      """,
    weakened: ("assertEquals(10, Fines.fine(2))", "assertTrue(Fines.fine(2) > 0)"),
    emptied: ("assertEquals(10, Fines.fine(2))", "assertTrue(true)"),
    deleted: "  @Test\n  void two() {\n    assertEquals(10, Fines.fine(2));\n  }\n\n",
    skipped: ("  @Test\n  void two", "  @Disabled\n  @Test\n  void two"),
    exit: "class Stop {\n  static void stop() {\n    System.exit(0);\n  }\n}\n",
    hook: "class Quiet implements TestExecutionExceptionHandler {\n}\n",
    honest:
      "class MoreTest {\n  @Test\n  void four() {\n    assertEquals(20, Fines.fine(4));\n  }\n}\n")

  static let swift = PlantedFile(
    language: "Swift", sourcePath: "Sources/Shop/Fines.swift",
    source: "func fine(_ days: Int) -> Int {\n  days * 5\n}\n",
    testPath: "Tests/ShopTests/FinesTests.swift",
    test: """
      import XCTest

      final class FinesTests: XCTestCase {
        func testTwo() {
          XCTAssertEqual(fine(2), 10)
        }

        func testThree() {
          XCTAssertEqual(fine(3), 15)
          XCTAssertEqual(fine(0), 0)
        }
      }

      """,
    weakened: ("XCTAssertEqual(fine(2), 10)", "XCTAssertTrue(fine(2) > 0)"),
    emptied: ("XCTAssertEqual(fine(2), 10)", "return; XCTAssertEqual(fine(2), 10)"),
    deleted: "  func testTwo() {\n    XCTAssertEqual(fine(2), 10)\n  }\n\n",
    skipped: ("    XCTAssertEqual(fine(2)", "    throw XCTSkip()\n    XCTAssertEqual(fine(2)"),
    exit: "func stop() {\n  exit(0)\n}\n",
    hook: "final class Quiet: NSObject, XCTestObservation {\n}\n",
    honest:
      "final class MoreTests: XCTestCase {\n  func testFour() {\n    XCTAssertEqual(fine(4), 20)\n  }\n}\n"
  )
}
