/// The version of the command and of the run format it writes.
enum Version {
  static let number = "0.1.0"
  static let line = "tandem \(number)"
}
