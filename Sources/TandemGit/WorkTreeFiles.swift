@preconcurrency import Glibc

/// The files of a work tree, reached from its top one component at a time, never through a link.
///
/// So neither a link in the checkout nor one made while this runs leads out of it.
struct WorkTreeFiles: ~Copyable {
  private let root: Int32

  /// What is at a path.
  enum Content {
    /// Nothing, or a folder on the way is missing.
    case missing
    /// An ordinary file with its mode and owner.
    case file([UInt8], stat)
    /// A folder, a link, a device, or something below a link.
    case other
  }

  /// Opens the top folder.
  init(_ path: String) throws(GitError) {
    root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard root >= 0 else { throw Self.failure("open the folder", path) }
  }

  deinit { close(root) }

  /// What is at `path`.
  ///
  /// - Throws: `GitError` where a file is there and cannot be read.
  func content(at path: String) throws(GitError) -> Content {
    let folder = folder(of: path, makesFolders: false)
    guard folder >= 0 else { return errno == ENOENT ? .missing : .other }
    defer { close(folder) }
    let file = openat(folder, Self.name(of: path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    if file < 0, errno == ENOENT { return .missing }
    if file < 0, errno == ELOOP { return .other }
    guard file >= 0 else { throw Self.failure("read", path) }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return .other }
    guard let bytes = Self.readAll(file, Int(facts.st_size)) else {
      throw Self.failure("read", path)
    }
    return .file(bytes, facts)
  }

  /// Writes a new file beside `path` and returns its name, for `commit` to put in place.
  ///
  /// - Parameter like: The file it will replace, whose mode and owner it gets.
  func stage(_ bytes: [UInt8], for path: String, like: stat?) throws(GitError) -> String {
    let folder = folder(of: path, makesFolders: true)
    guard folder >= 0 else { throw Self.failure("make the folder of", path) }
    defer { close(folder) }
    let name = ".tandem-\(UInt64.random(in: 0...UInt64.max))"
    let file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw Self.failure("write", path) }
    defer { close(file) }
    guard Self.writeAll(file, bytes), Self.dress(file, like: like, in: folder) else {
      let error = Self.failure("write", path)
      unlinkat(folder, name, 0)
      throw error
    }
    return name
  }

  /// Puts a staged file in its place.
  func commit(_ staged: String, to path: String) throws(GitError) {
    try inFolder(of: path) { renameat($0, staged, $0, Self.name(of: path)) }
  }

  /// Removes a staged file.
  func discard(_ staged: String, for path: String) {
    try? inFolder(of: path) { unlinkat($0, staged, 0) }
  }

  /// Removes a file, and its folders as far as they are empty then, as git does.
  func remove(_ path: String) throws(GitError) {
    try inFolder(of: path) { unlinkat($0, Self.name(of: path), 0) }
    var rest = path
    while let slash = rest.lastIndex(of: "/") {
      rest = String(rest[..<slash])
      let name = Self.name(of: rest)
      let isGone = (try? inFolder(of: rest) { unlinkat($0, name, AT_REMOVEDIR) }) != nil
      if !isGone { return }
    }
  }

  private func inFolder(of path: String, _ body: (Int32) -> Int32) throws(GitError) {
    let folder = folder(of: path, makesFolders: false)
    guard folder >= 0 else { throw Self.failure("change", path) }
    defer { close(folder) }
    guard body(folder) == 0 else { throw Self.failure("change", path) }
  }

  /// Opens the folder of `path`; negative with `errno` where it cannot be had without a link.
  private func folder(of path: String, makesFolders: Bool) -> Int32 {
    var folder = fcntl(root, F_DUPFD_CLOEXEC, 0)
    for component in path.split(separator: "/").dropLast() where folder >= 0 {
      let name = String(component)
      if makesFolders { mkdirat(folder, name, 0o777) }
      let next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      let code = errno
      close(folder)
      errno = code
      folder = next
    }
    return folder
  }

  /// Gives a new file the mode and owner of the one it replaces; under sudo, a file that replaces
  /// none gets its folder's owner.
  private static func dress(_ file: Int32, like: stat?, in folder: Int32) -> Bool {
    var owner = stat()
    if let like { owner = like } else if fstat(folder, &owner) != 0 { return false }
    if geteuid() == 0, fchown(file, owner.st_uid, owner.st_gid) != 0 { return false }
    return like.map { fchmod(file, $0.st_mode & 0o7777) == 0 } ?? true
  }

  private static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  private static func failure(_ verb: String, _ path: String) -> GitError {
    GitError("\(verb) \(path)", .failed, String(cString: strerror(errno)), paths: [path])
  }

  private static func readAll(_ file: Int32, _ size: Int) -> [UInt8]? {
    var isRead = true
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, done in
      while done < size {
        let rest = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[done...])
        let count = read(file, rest.baseAddress, rest.count)
        if count < 0 { isRead = false }
        if count <= 0 { return }
        done += count
      }
    }
    return isRead ? bytes : nil
  }

  private static func writeAll(_ file: Int32, _ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }
}
