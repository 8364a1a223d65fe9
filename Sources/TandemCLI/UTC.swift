import FoundationEssentials

/// Instants as people read and sort them, in UTC.
enum UTC {
  /// `20261124-053751`.
  static func stamp(_ seconds: Double) -> String {
    let digits = iso(seconds).filter(\.isNumber)
    return digits.prefix(8) + "-" + digits.dropFirst(8).prefix(6)
  }

  /// `2026-11-24 05:37`.
  static func minute(_ seconds: Double) -> String {
    String(iso(seconds).prefix(16)).replacing("T", with: " ")
  }

  private static func iso(_ seconds: Double) -> String {
    Date(timeIntervalSince1970: seconds).formatted(.iso8601)
  }
}
