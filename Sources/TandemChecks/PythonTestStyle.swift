/// In which style a Python test module is written, told line by line without parsing it.
struct PythonTestStyle {
  /// It imports pytest.
  private(set) var importsPytest = false
  /// It has test functions outside of classes, or in classes that are no `TestCase`.
  private(set) var hasPlainTests = false
  /// It has classes that derive from a `TestCase`.
  private(set) var hasTestCases = false

  /// Reads a module's text.
  init(_ text: String) {
    for line in text.utf8.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
      guard let first = line.first, first != UInt8(ascii: " "), first != UInt8(ascii: "\t") else {
        continue
      }
      if line.starts(with: "import pytest".utf8) || line.starts(with: "from pytest".utf8) {
        importsPytest = true
      } else if line.starts(with: "def test".utf8) || line.starts(with: "async def test".utf8) {
        hasPlainTests = true
      } else if line.starts(with: "class ".utf8) {
        let words = String(Substring(line))
        if words.contains("TestCase") {
          hasTestCases = true
        } else if words.hasPrefix("class Test") {
          hasPlainTests = true
        }
      }
    }
  }
}
