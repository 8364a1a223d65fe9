/// Marks untrusted text as data: `<<<report-1f2e…` and `>>>report-1f2e…` around it.
///
/// The mark depends on the text and never occurs in it, so that no text can close its own fence.
package enum Fence {
  /// Fences `text` under `name` (letters and `-`).
  package static func wrap(_ text: String, as name: String) -> String {
    var seed: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { seed = (seed ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var mark = "\(name)-\(String(seed, radix: 36))"
    while text.utf8.firstRange(of: mark.utf8) != nil {
      seed = (seed ^ 0x5bd1) &* 0x100_0000_01b3
      mark = "\(name)-\(String(seed, radix: 36))"
    }
    return "<<<\(mark)\n\(text)\n>>>\(mark)"
  }
}
