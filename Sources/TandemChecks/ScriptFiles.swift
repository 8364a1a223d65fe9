/// Which files are JavaScript or TypeScript.
enum ScriptFiles {
  /// Whether the file at `path` is a script or module.
  static func isOne(_ path: String) -> Bool {
    endings.contains { path.hasSuffix($0) }
  }

  private static let endings = [".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"]
}
