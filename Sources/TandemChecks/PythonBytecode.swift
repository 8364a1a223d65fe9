import TandemWorkspace

/// Compiles a Python repository once, so that not every command, each from an empty upper layer,
/// compiles all that it imports again.
///
/// The bytecode holds a hash of its source and is checked against it at every import (PEP 552):
/// bytecode of another text, of an edit or of another base, is never run.
enum PythonBytecode {
  /// Returns the set-up command for `launcher` (`python3`), which is told from `directory`.
  static func command(launcher: [String], in directory: RepositoryFolder) -> WorkspaceCommand {
    let up = directory.relative("")
    return WorkspaceCommand(
      arguments: launcher + ["-c", script, up.isEmpty ? "." : up], directory: directory.path,
      deadline: .seconds(120))
  }

  /// Compiles everything below a folder but what is not the repository's own.
  ///
  /// Before Python 3.7 there are no such hashes, and nothing is compiled. Files that are no Python
  /// are passed over: tests of parsers have them.
  private static let script = #"""
    import compileall, py_compile, re, sys
    mode = getattr(py_compile, "PycInvalidationMode", None)
    skipped = re.compile(r"/(\.[^./][^/]*|venv|env|node_modules|site-packages)/")
    if mode is not None:
        compileall.compile_dir(
            sys.argv[1], maxlevels=30, quiet=2, rx=skipped, invalidation_mode=mode.CHECKED_HASH)
    """#
}
