import FoundationEssentials

/// Finds the repository's own Python environment: ignored, so the base tree does not know it.
package enum VirtualEnvironment {
  /// Returns the folder, told from `root`, of a virtual environment in the tests' folder or at the
  /// top, or nil.
  ///
  /// Reads the disk: whether there is an interpreter is not known to the base tree.
  ///
  /// - Parameters:
  ///   - root: The repository's work tree.
  ///   - directory: The tests' folder, told from `root`; empty for the top.
  package static func find(in root: String, directory: String) -> String? {
    let folder = RepositoryFolder(directory)
    let places = folder.path.isEmpty ? [""] : [folder.path + "/", ""]
    for place in places {
      for name in [".venv", "venv", "env"] {
        let path = root + "/" + place + name
        // PEP 405: what makes a folder a virtual environment.
        if FileManager.default.fileExists(atPath: path + "/pyvenv.cfg"),
          FileManager.default.isExecutableFile(atPath: path + "/bin/python")
        {
          return place + name
        }
      }
    }
    return nil
  }
}
