import FoundationEssentials

/// A fresh folder of a test's own, removed with everything in it when its owner goes.
package final class TemporaryDirectory: Sendable {
  /// Its absolute path, without links and without a trailing slash.
  package let path: String

  /// Makes a folder under the system's temporary folder.
  ///
  /// - Throws: what the file system says.
  package init(_ name: String = "tandem") throws {
    let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    // Short: a socket's path has room for 107 bytes.
    path = parent + "/" + name + "-" + String(UInt64.random(in: .min ... .max), radix: 36)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Returns the absolute path of `relative` inside the folder.
  package func file(_ relative: String) -> String { path + "/" + relative }

  /// Writes a text file, making its folders, and returns its absolute path.
  @discardableResult
  package func write(_ relative: String, _ text: String) throws -> String {
    try write(relative, Array(text.utf8))
  }

  /// Writes a file of any bytes, making its folders, and returns its absolute path.
  @discardableResult
  package func write(_ relative: String, _ bytes: [UInt8]) throws -> String {
    let url = URL(fileURLWithPath: file(relative))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return file(relative)
  }

  /// Reads a file's bytes.
  package func read(_ relative: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: file(relative))))
  }
}
