import CLinux
import Glibc
import TandemSandbox

/// An open folder of ours; everything beneath it is reached without following a link.
final class Folder: Sendable {
  /// Its absolute path.
  let path: String
  private let descriptor: Int32

  /// Opens an existing folder, whose own path may hold links.
  init(_ path: String) throws(SystemError) {
    let number = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else { throw SystemError("open \(path)", errno) }
    self.path = path
    descriptor = number
  }

  private init(_ path: String, owning descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Makes a folder with its missing parents, readable by its owner only, and opens it.
  static func making(_ path: String) throws(SystemError) -> Folder {
    if mkdir(path, 0o700) != 0, errno != EEXIST {
      guard errno == ENOENT, let parent = TreePath.folders(above: path).last, !parent.isEmpty else {
        throw SystemError("make the folder \(path)", errno)
      }
      _ = try making(parent)
      if mkdir(path, 0o700) != 0, errno != EEXIST {
        throw SystemError("make the folder \(path)", errno)
      }
    }
    return try Folder(path)
  }

  /// Opens a folder beneath this one.
  func folder(_ relative: String) throws(SystemError) -> Folder {
    Folder(
      path + "/" + relative,
      owning: try openBeneath(relative, O_RDONLY | O_DIRECTORY | O_NONBLOCK))
  }

  /// Opens a folder beneath this one, making it and its missing parents.
  func makingFolder(_ relative: String, mode: UInt32 = 0o755) throws(SystemError) -> Folder {
    var current = self
    for name in TreePath.parts(relative) {
      if mkdirat(current.descriptor, name, mode) != 0, errno != EEXIST {
        throw SystemError("make the folder \(path)/\(relative)", errno)
      }
      current = try current.folder(name)
    }
    return current
  }

  /// Writes a file that must not be there yet; its folder must be.
  func create(
    _ relative: String, _ bytes: [UInt8], mode: UInt32 = 0o644, stamp: FileStamp? = nil
  ) throws(SystemError) {
    let file = try openBeneath(relative, O_WRONLY | O_CREAT | O_EXCL, mode: mode)
    defer { close(file) }
    try write(bytes, to: file, relative)
    if fchmod(file, mode) != 0 { throw SystemError("set the mode of \(relative)", errno) }
    if let stamp, futimens(file, stamp.times) != 0 {
      throw SystemError("set the time of \(relative)", errno)
    }
  }

  /// Makes a link that must not be there yet; its target is not looked at.
  func link(_ relative: String, to target: String) throws(SystemError) {
    let (parent, name) = try parent(of: relative)
    if symlinkat(target, parent.descriptor, name) != 0 {
      throw SystemError("make the link \(path)/\(relative)", errno)
    }
  }

  /// Copies a regular file of at most `limit` bytes from `source`, sharing its blocks if possible.
  ///
  /// Returns false where it is larger or no regular file.
  func copy(
    _ relative: String, from source: Folder, limit: Int = .max
  ) throws(SystemError) -> Bool {
    let original = try source.openBeneath(relative, O_RDONLY | O_NONBLOCK)
    defer { close(original) }
    var facts = stat()
    guard fstat(original, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size <= limit
    else { return false }
    let mode = facts.st_mode & 0o777
    let file = try openBeneath(relative, O_WRONLY | O_CREAT | O_EXCL, mode: mode)
    defer { close(file) }
    let result = tandem_copy_file(original, file, UInt64(facts.st_size))
    guard result == 0 else { throw SystemError("copy \(source.path)/\(relative)", -result) }
    fchmod(file, mode)
    futimens(file, [facts.st_atim, facts.st_mtim])
    return true
  }

  /// Where a link points.
  func linkTarget(_ relative: String) throws(SystemError) -> String {
    let (parent, name) = try parent(of: relative)
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = readlinkat(parent.descriptor, name, &buffer, buffer.count)
    if count < 0 { throw SystemError("read the link \(path)/\(relative)", errno) }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  /// Marks a file of a lower layer as deleted.
  func whiteOut(_ relative: String) throws(SystemError) {
    let (parent, name) = try parent(of: relative)
    let result = tandem_whiteout(parent.descriptor, name)
    if result != 0, result != -EEXIST {
      throw SystemError("hide \(path)/\(relative)", -result)
    }
  }

  /// Removes a file or a folder with everything in it; a missing one is fine.
  func remove(_ relative: String) throws(SystemError) {
    let (parent, name) = try parent(of: relative)
    let result = tandem_remove_tree(parent.descriptor, name)
    if result != 0 { throw SystemError("remove \(path)/\(relative)", -result) }
  }

  /// Moves an entry of this folder to an absolute path; false where something is there already.
  func move(_ name: String, to target: String) throws(SystemError) -> Bool {
    if renameat(descriptor, name, AT_FDCWD, target) == 0 { return true }
    if errno == EEXIST || errno == ENOTEMPTY { return false }
    throw SystemError("move \(path)/\(name) to \(target)", errno)
  }

  /// The bytes of a regular file of at most `limit` bytes; nil for anything else.
  func contents(_ relative: String, limit: Int) -> [UInt8]? {
    guard let file = try? openBeneath(relative, O_RDONLY | O_NONBLOCK) else { return nil }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size <= limit
    else { return nil }
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      let part = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, filled in
        filled = max(read(file, buffer.baseAddress, 1 << 16), 0)
      }
      if part.isEmpty { return bytes }
      bytes += part
    }
    return nil
  }

  /// What an entry is, or nil where there is none; a link on the way is an error.
  func facts(_ relative: String) throws(SystemError) -> FileFacts? {
    let (parent, name): (Folder, String)
    do {
      (parent, name) = try self.parent(of: relative)
    } catch {
      if error.code == ENOENT { return nil }
      throw error
    }
    var facts = stat()
    if fstatat(parent.descriptor, name, &facts, AT_SYMLINK_NOFOLLOW) == 0 {
      return FileFacts(facts)
    }
    if errno == ENOENT { return nil }
    throw SystemError("look at \(path)/\(relative)", errno)
  }

  /// The names in this folder, in no order, with what each is where the file system says.
  func entries() throws(SystemError) -> [(name: String, kind: FileFacts.Kind)] {
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else { throw SystemError("list \(path)", errno) }
    defer { closedir(stream) }
    var found: [(String, FileFacts.Kind)] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(validating: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let name, name != ".", name != ".." else { continue }
      if let kind = FileFacts.Kind(entryType: Int32(entry.pointee.d_type)) {
        found.append((name, kind))
      } else if let facts = try facts(name) {
        found.append((name, facts.kind))
      }
    }
    return found
  }

  /// Bytes that an ordinary user may still write here.
  var freeBytes: Int {
    var facts = statvfs()
    guard fstatvfs(descriptor, &facts) == 0 else { return .max }
    return Int(facts.f_bavail) * Int(facts.f_frsize)
  }

  /// Writes everything of this file system to disk.
  func sync() throws(SystemError) {
    let result = tandem_sync_file_system(descriptor)
    if result != 0 { throw SystemError("write \(path) to disk", -result) }
  }

  /// Takes the lock file `name`; nil where another process holds it in a way that conflicts.
  func lock(_ name: String, shared: Bool = false) throws(SystemError) -> FolderLock? {
    let file = try openBeneath(name, O_RDWR | O_CREAT, mode: 0o600)
    if flock(file, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 { return FolderLock(owning: file) }
    let code = errno
    close(file)
    if code == EWOULDBLOCK { return nil }
    throw SystemError("lock \(path)/\(name)", code)
  }

  private func parent(of relative: String) throws(SystemError) -> (Folder, String) {
    guard let above = TreePath.folders(above: relative).last else { return (self, relative) }
    return (try folder(above), TreePath.name(relative))
  }

  private func openBeneath(
    _ relative: String, _ flags: Int32, mode: UInt32 = 0
  ) throws(SystemError) -> Int32 {
    let result = tandem_open_beneath(descriptor, relative, flags, mode)
    guard result >= 0 else { throw SystemError("open \(path)/\(relative)", -result) }
    return result
  }

  private func write(_ bytes: [UInt8], to file: Int32, _ name: String) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { throw SystemError("write \(path)/\(name)", errno) }
      done += max(count, 0)
    }
  }
}
