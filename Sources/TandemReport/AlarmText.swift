import TandemEconomics

/// How an alarm is told: what it means, its number with its cases, what to change.
enum AlarmText {
  /// The raised ones with all they have, the others in a line each.
  static func lines(_ alarms: [Alarm]) -> [String] {
    var lines: [String] = []
    for alarm in alarms where alarm.state == .raised {
      lines += TextLayout.wrapped("\(alarm.name): \(alarm.meaning)", lead: "  RAISED  ")
      let limit = alarm.isOver ? "raised \(limit(alarm))" : "not \(limit(alarm)), but see below"
      lines += TextLayout.wrapped(
        "\(number(alarm)); \(limit). It is: \(alarm.formula).", lead: "          ")
      if !alarm.figures.isEmpty {
        lines += TextLayout.wrapped(
          alarm.figures.map(figure).joined(separator: "; "), lead: "          ")
      }
      lines += TextLayout.wrapped("change: \(alarm.change)", lead: "          ")
    }
    for alarm in alarms where alarm.state == .silent {
      lines += TextLayout.wrapped(
        "\(alarm.name): \(number(alarm)); raised \(limit(alarm))", lead: "  silent  ")
    }
    for alarm in alarms {
      guard case .tooFew(let needs) = alarm.state else { continue }
      lines += TextLayout.wrapped(
        "\(alarm.name): too few \(alarm.cases) (\(alarm.count) of \(needs))", lead: "  unknown ")
    }
    return lines
  }

  private static func number(_ alarm: Alarm) -> String {
    let cases = "\(TextLayout.grouped(alarm.count)) \(alarm.cases)"
    let value = written(alarm.value ?? 0, alarm.unit)
    guard let interval = alarm.interval else { return "\(value) (n = \(cases))" }
    return "\(value) (n = \(cases); \(TextLayout.percent(interval.confidence)) interval "
      + "\(written(interval.lower, alarm.unit)) to \(written(interval.upper, alarm.unit)))"
  }

  private static func limit(_ alarm: Alarm) -> String {
    let threshold = written(alarm.threshold, alarm.unit)
    return alarm.name == "judge miscalibration" ? "at or below \(threshold)" : "above \(threshold)"
  }

  private static func figure(_ figure: Alarm.Figure) -> String {
    let limit =
      figure.threshold.map {
        "; \(figure.isOver ? "RAISED" : "raised") above \(written($0, figure.unit))"
      } ?? ""
    return "\(figure.name) \(written(figure.value, figure.unit)) "
      + "(n = \(TextLayout.grouped(figure.count))\(limit))"
  }

  private static func written(_ value: Double, _ unit: Alarm.Unit) -> String {
    switch unit {
    case .share: TextLayout.percent(value)
    case .ratio: TextLayout.decimal(value)
    case .dollars: TextLayout.dollars(value)
    case .count: TextLayout.grouped(Int(value))
    }
  }
}
