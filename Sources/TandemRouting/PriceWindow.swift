/// The hours of the week in which a price holds, in UTC.
package struct PriceWindow: Codable, Sendable, Hashable {
  /// The spans of the day.
  package var hours: [HourSpan]
  /// Whether Saturday and Sunday are left out.
  package var isWeekdaysOnly: Bool

  /// Makes a window from its parts.
  package init(hours: [HourSpan], isWeekdaysOnly: Bool = false) {
    self.hours = hours
    self.isWeekdaysOnly = isWeekdaysOnly
  }

  /// Whether an instant, in seconds since 1970, lies in the window.
  package func holds(at seconds: Int64) -> Bool {
    let day = Day(secondsSince1970: seconds).number
    // 1970-01-01 was a Thursday; 0 is Monday.
    let weekday = ((day + 3) % 7 + 7) % 7
    let hour = Int((seconds - Int64(day) * 86_400) / 3600)
    return !(isWeekdaysOnly && weekday > 4) && hours.contains { $0.from <= hour && hour < $0.to }
  }

  /// The window in words: `01-04, 06-10 UTC on weekdays`.
  package var description: String {
    hours.map { "\(Self.two($0.from))-\(Self.two($0.to))" }.joined(separator: ", ") + " UTC"
      + (isWeekdaysOnly ? " on weekdays" : "")
  }

  private static func two(_ hour: Int) -> String { hour < 10 ? "0\(hour)" : "\(hour)" }
}

/// Hours of a day from one up to another, 0 to 24.
package struct HourSpan: Codable, Sendable, Hashable {
  /// The first hour, 0 to 23.
  package var from: Int
  /// The hour at which it ends, 1 to 24.
  package var to: Int

  /// Makes a span; `from` is below `to`.
  package init(from: Int, to: Int) {
    self.from = from
    self.to = to
  }
}
