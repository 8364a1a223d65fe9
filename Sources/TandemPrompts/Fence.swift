import TandemCore

/// Marks untrusted text as data: `<<<report-1f2e…` and `>>>report-1f2e…` around it.
///
/// The mark depends on the text and never occurs in it, so that no text can close its own fence.
package enum Fence {
  /// Fences `text` under `name` (letters and `-`).
  package static func wrap(_ text: String, as name: String) -> String {
    var mark = "\(name)-\(StableHash.of(text).prefix(10))"
    while text.utf8.firstRange(of: mark.utf8) != nil {
      mark = "\(name)-\(StableHash.of(mark).prefix(10))"
    }
    return "<<<\(mark)\n\(text)\n>>>\(mark)"
  }
}
