import FoundationEssentials
import TandemHTTP

/// Reads how long a provider asks to wait.
enum RetryAfter {
  /// What is longer than a month is no instruction but a mistake.
  private static let longest = 30.0 * 86400

  /// Returns the seconds of `retry-after-ms` or `retry-after` (seconds with or without a
  /// fraction, or a date, RFC 9110 section 10.2.3); nil where there is no sound one.
  static func seconds(in head: HTTPHead, now: Date) -> Double? {
    if let milliseconds = head["retry-after-ms"].flatMap(decimal) {
      return sound(milliseconds / 1000)
    }
    guard let text = head["retry-after"] else { return nil }
    if let seconds = decimal(text) { return sound(seconds) }
    return date(text).map { max(0, $0.timeIntervalSince(now).rounded(.up)) }.flatMap(sound)
  }

  private static func sound(_ seconds: Double) -> Double? { seconds <= longest ? seconds : nil }

  /// Digits with at most one point: `0x10`, `1e3`, `-1` and `NaN` are refused.
  private static func decimal(_ text: String) -> Double? {
    let bytes = text.utf8
    let isPlain = bytes.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    return isPlain ? Double(text) : nil
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`.
  private static func date(_ text: String) -> Date? {
    let words = text.split(whereSeparator: { " ,:".contains($0) })
    guard words.count == 8, words[7] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
      let month = months.firstIndex(of: String(words[2])), let hour = Int(words[4]),
      let minute = Int(words[5]), let second = Int(words[6])
    else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar.date(
      from: DateComponents(
        year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second))
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
