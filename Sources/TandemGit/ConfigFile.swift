import CGit2

/// One git configuration file, read without its includes.
enum ConfigFile {
  /// The entries in the file's order; section and variable names in lower case.
  ///
  /// - Throws: `GitError` with file and line where it cannot be parsed.
  static func entries(of file: String) throws(GitError) -> [(key: String, value: String)] {
    let operation = "read the git configuration \(file)"
    var config: OpaquePointer?
    try check(git_config_open_ondisk(&config, file), operation)
    defer { git_config_free(config) }
    var iterator: OpaquePointer?
    try check(git_config_iterator_new(&iterator, config), operation)
    defer { git_config_iterator_free(iterator) }
    var entries: [(key: String, value: String)] = []
    var entry: UnsafeMutablePointer<git_config_entry>?
    while true {
      let status = git_config_next(&entry, iterator)
      if status == GIT_ITEROVER.rawValue { return entries }
      try check(status, operation)
      guard let found = entry?.pointee, found.include_depth == 0 else { continue }
      // A name without `=` has no value and means true.
      entries.append(
        (String(cString: found.name), found.value.map { String(cString: $0) } ?? "true"))
    }
  }
}
