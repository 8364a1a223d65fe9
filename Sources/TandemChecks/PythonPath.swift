/// Joins and reads `PYTHONPATH`, and names Python modules by their files.
enum PythonPath {
  /// Puts `entries` behind what is there.
  static func joined(_ existing: String?, _ entries: [String]) -> String {
    ([existing ?? ""] + entries).filter { !$0.isEmpty }.joined(separator: ":")
  }

  /// The dotted name of the module at `path`, told from the folder that it is imported from.
  static func module(at path: String) -> String {
    var name = path
    if name.hasSuffix(".py") { name.removeLast(3) }
    if name.hasSuffix("/__init__") { name.removeLast(9) }
    return name.split(separator: "/").joined(separator: ".")
  }
}
