/// What a text of a segment is, beside the languages of files, as the kind of its key.
enum TextKind {
  /// A file whose first line tells its language.
  static let asksFirstLine: UInt8 = 0
  /// A file in no language with definitions.
  static let plain: UInt8 = 200
  /// A commit's message.
  static let message: UInt8 = 250
  /// The paths that a commit touched.
  static let touched: UInt8 = 251
  /// A tree's files.
  static let tree: UInt8 = 252
  /// The commits that lead to one.
  static let walk: UInt8 = 253
}
