import TandemCore

/// Single tests of the bundle that `swift build --build-tests` leaves, run without `swift test`: that
/// reads the manifest each time, for twenty times as long as the bundle itself takes to start.
///
/// Swift Testing writes its xunit file as ever; XCTest's results are read from what it prints.
struct SwiftTestBundle {
  /// Tests of XCTest: `Target.Suite/test`.
  let old: [TestID]
  /// Tests of Swift Testing: `Target.Suite/test()`.
  let new: [TestID]
  private let prefix: String

  /// The most bytes of tests' names that are given as one argument: the system's limit is 128 KiB.
  private static let longest = 100_000

  /// Nil where the invocation is not of single tests, or of too many.
  init?(_ invocation: TestInvocation) {
    guard case .tests(let tests) = invocation.selection else { return nil }
    old = tests.filter { !$0.name.hasSuffix(")") }
    new = tests.filter { $0.name.hasSuffix(")") }
    prefix = "tandem_" + invocation.token
    guard list.utf8.count < Self.longest else { return nil }
  }

  /// The name of the file that says that the bundle ran by itself.
  var mark: String { prefix + ".bundle" }

  private var list: String { old.map(\.name).joined(separator: ",") }

  /// The words that run the tests; `filters` choose those of Swift Testing.
  func command(_ filters: [String]) -> [String] {
    let words = ["/bin/sh", "-c", Self.program, "{results}/" + mark, list]
    guard !new.isEmpty else { return words }
    return words + ["--testing-library", "swift-testing", "--verbose", "--xunit-output"]
      + ["{results}/\(prefix)-swift-testing.xml"] + filters
  }

  private static let program = """
    : >"$0"
    bundle=$(echo .build/debug/*.xctest); code=0
    [ -z "$1" ] || "$bundle" "$1" || code=$?
    shift
    [ $# = 0 ] || "$bundle" "$@" || code=$?
    exit $code
    """
}
