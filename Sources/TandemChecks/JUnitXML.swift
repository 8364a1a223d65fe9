import CExpat
import TandemCore

/// A JUnit XML report, the form that most build tools write: cases with their counts.
///
/// The file is hostile data: a document type is refused, sizes are bounded, and a report that
/// disagrees with its own counts has a defect.
struct JUnitXML {
  /// One `testcase`.
  struct Case {
    /// `classname`, empty where there is none.
    var className = ""
    /// `name`.
    var name = ""
    /// `time`, in seconds.
    var seconds: Double?
    /// How it ended.
    var status = TestStatus.passed
    /// `type` of its failure or error.
    var type = ""
    /// `message` of its failure or error.
    var message = ""
    /// The text of its failure or error.
    var text = ""
  }

  private(set) var cases: [Case] = []
  /// Why the report cannot be believed; nil where it is whole.
  private(set) var defect: String?

  /// Reads a report.
  init(_ bytes: [UInt8]) {
    let reader = Reader()
    guard let parser = XML_ParserCreate(nil) else {
      defect = "the XML parser could not be made"
      return
    }
    defer { XML_ParserFree(parser) }
    XML_SetUserData(parser, Unmanaged.passUnretained(reader).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let data, let name else { return }
        Reader.of(data).open(String(cString: name), Reader.dictionary(attributes))
      },
      { data, name in
        guard let data, let name else { return }
        Reader.of(data).close(String(cString: name))
      })
    XML_SetCharacterDataHandler(parser) { data, text, length in
      guard let data, let text else { return }
      Reader.of(data).add(UnsafeBufferPointer(start: text, count: Int(length)))
    }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      guard let data else { return }
      Reader.of(data).hasDoctype = true
    }
    let status = bytes.withUnsafeBytes { buffer in
      XML_Parse(
        parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), 1)
    }
    cases = reader.cases
    if reader.hasDoctype {
      defect = "the report has a document type, which no runner writes"
    } else if status != XML_STATUS_OK {
      defect = "the report is no whole XML: line \(XML_GetCurrentLineNumber(parser))"
    } else {
      defect = reader.defect
    }
  }

  /// The results, each with the id that `id` makes of class and name; a second one of the same id
  /// is numbered.
  func results(id: (Case) -> String) -> [TestResult] {
    var names = RepeatedNames()
    return cases.map { one in
      let failure = TestFailure(
        errorClass: Bounds.head(one.type.isEmpty ? "failure" : one.type, 200),
        message: Bounds.head(one.message.isEmpty ? one.text : one.message, 500),
        trace: Bounds.tail(one.text, 4_000))
      return TestResult(
        id: TestID(names.unique(id(one))), status: one.status, seconds: one.seconds,
        failure: one.status.isRed ? failure : nil)
    }
  }

  /// Collects cases as expat goes through the document.
  private final class Reader {
    var cases: [Case] = []
    var hasDoctype = false
    var defect: String?
    private var open: [String] = []
    private var suites: [Suite] = []
    private var isRecording = false

    private struct Suite {
      var declared: Int?
      var skipped: Int
      var found = 0

      /// Swift Testing leaves what was skipped out of its count of tests.
      var isWhole: Bool {
        guard let declared else { return true }
        return declared == found || declared + skipped == found
      }
    }

    static func of(_ data: UnsafeMutableRawPointer) -> Reader {
      Unmanaged<Reader>.fromOpaque(data).takeUnretainedValue()
    }

    static func dictionary(
      _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) -> [String: String] {
      var found: [String: String] = [:]
      var place = attributes
      while let key = place?[0], let value = place?[1] {
        found[String(cString: key)] = String(cString: value)
        place = place?.advanced(by: 2)
      }
      return found
    }

    func open(_ name: String, _ attributes: [String: String]) {
      open.append(name)
      switch name {
      case "testsuite":
        suites.append(
          Suite(
            declared: attributes["tests"].flatMap { Int($0) },
            skipped: attributes["skipped"].flatMap { Int($0) } ?? 0))
      case "testcase":
        var one = Case()
        one.className = attributes["classname"] ?? ""
        one.name = attributes["name"] ?? ""
        one.seconds = attributes["time"].flatMap { Double($0.replacing(",", with: "")) }
        // CTest tells a test that was switched off or could not be started by its status alone.
        if let status = attributes["status"], ["notrun", "disabled"].contains(status) {
          one.status = .skipped
        }
        cases.append(one)
        if !suites.isEmpty { suites[suites.count - 1].found += 1 }
      case "failure", "error":
        guard open.dropLast().last == "testcase", !cases.isEmpty else { return }
        let last = cases.count - 1
        cases[last].status = name == "error" ? .error : .failed
        cases[last].type = attributes["type"] ?? ""
        cases[last].message = attributes["message"] ?? ""
        cases[last].text = ""
        isRecording = true
      case "skipped":
        guard open.dropLast().last == "testcase", !cases.isEmpty else { return }
        // CTest calls a test skipped whose program is missing, and yet counts it as failed.
        let isMissing = attributes["message"]?.hasPrefix("Unable to find") ?? false
        cases[cases.count - 1].status = isMissing ? .error : .skipped
        cases[cases.count - 1].message = attributes["message"] ?? ""
      default: break
      }
    }

    func close(_ name: String) {
      open.removeLast()
      if name == "failure" || name == "error" { isRecording = false }
      guard name == "testsuite", let suite = suites.popLast() else { return }
      if !suite.isWhole {
        defect = "the report holds \(suite.found) tests and counts \(suite.declared ?? 0)"
      }
      // A suite counts what its inner suites hold.
      if !suites.isEmpty { suites[suites.count - 1].found += suite.found }
    }

    func add(_ text: UnsafeBufferPointer<CChar>) {
      guard isRecording, let last = cases.indices.last, cases[last].text.utf8.count < 1 << 20
      else { return }
      cases[last].text += String(decoding: text.lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
