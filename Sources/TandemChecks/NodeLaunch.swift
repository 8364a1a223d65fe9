/// Starts a program as `npm` would: with the packages' own programs first on `PATH`.
enum NodeLaunch {
  /// Returns the command for `words`; also leaves the folder it ran in as `{results}/NAME`.
  ///
  /// Runners tell absolute paths, and only they know where the repository lies.
  static func command(_ words: [String], in folder: RepositoryFolder, place: String) -> [String] {
    let depth = folder.path.split(separator: "/").count
    let bins = (0...depth).map { up in
      "$PWD/" + String(repeating: "../", count: up) + "node_modules/.bin:"
    }
    // Debian's packages lie where a node from elsewhere does not look.
    let line =
      "pwd -P >\"$0\"; PATH=\"" + bins.joined() + "$PATH\"; export PATH; "
      + "export NODE_PATH=\"${NODE_PATH:+$NODE_PATH:}/usr/share/nodejs\"; exec \"$@\""
    return ["/bin/sh", "-c", line, "{results}/" + place] + words
  }
}
