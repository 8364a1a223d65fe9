import CGit2

/// Line endings between blobs and files, as `.gitattributes` and `core.autocrlf` say.
///
/// libgit2 has only its own conversions (`text`, `eol`, `ident`) and never starts a filter program.
extension Handle {
  /// The bytes that a file of this content has in the work tree.
  func smudge(_ bytes: [UInt8], path: String) throws(GitError) -> [UInt8] {
    try filter(bytes, path: path, GIT_FILTER_TO_WORKTREE)
  }

  /// Whether a file's bytes are what a checkout of the blob would have written.
  func isBlob(_ blob: git_oid, _ bytes: [UInt8], path: String) throws(GitError) -> Bool {
    if try Self.id(of: bytes) == blob { return true }
    return try Self.id(of: filter(bytes, path: path, GIT_FILTER_TO_ODB)) == blob
  }

  private static func id(of bytes: [UInt8]) throws(GitError) -> git_oid {
    var id = git_oid()
    try check(git_odb_hash(&id, bytes, bytes.count, GIT_OBJECT_BLOB), "name a blob")
    return id
  }

  private func filter(
    _ bytes: [UInt8], path: String, _ mode: git_filter_mode_t
  ) throws(GitError) -> [UInt8] {
    let operation = "convert the line endings of \(path)"
    var filters: OpaquePointer?
    let flags = GIT_FILTER_ALLOW_UNSAFE.rawValue
    try check(git_filter_list_load(&filters, pointer, nil, path, mode, flags), operation)
    guard let filters else { return bytes }
    defer { git_filter_list_free(filters) }
    var output = git_buf()
    defer { git_buf_dispose(&output) }
    let status = bytes.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        git_filter_list_apply_to_buffer(&output, filters, $0.baseAddress, $0.count)
      }
    }
    try check(status, operation)
    return Array(UnsafeRawBufferPointer(start: output.ptr, count: output.size))
  }
}
