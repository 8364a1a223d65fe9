package import TandemCore

/// The minutes a person needs to review a diff, estimated before anybody measured them here.
///
/// Sources: the Cisco study of code review (SmartBear, 2006) found that defects are missed beyond
/// 200 to 400 lines an hour: 0.2 minutes a line at 300. A removed line is half as much to read. Each
/// further file is a context to find again, and every change has its report to read.
package enum ReviewBurden {
  /// Minutes to read the report and open the diff.
  private static let opening = 1.0
  /// Minutes for each file beyond the first.
  private static let file = 0.5
  /// Minutes for each added line.
  private static let addedLine = 0.2
  /// Minutes for each removed line.
  private static let removedLine = 0.1

  /// Returns the minutes for `diff`; none for an empty one.
  package static func minutes(for diff: Diff) -> Double {
    guard !diff.isEmpty else { return 0 }
    return opening + Double(diff.files.count - 1) * file + Double(diff.addedLines) * addedLine
      + Double(diff.removedLines) * removedLine
  }

  /// Returns the minutes for a change of which only the numbers are known: `lines` are added and
  /// removed ones together, and half of each is assumed.
  package static func minutes(files: Int, lines: Int) -> Double {
    guard files > 0 else { return 0 }
    return opening + Double(files - 1) * file + Double(lines) * (addedLine + removedLine) / 2
  }
}
