import Glibc

/// A held lock file, given up with its last reference or its process.
final class FolderLock: Sendable {
  private let descriptor: Int32

  init(owning descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Notes that what is locked is in use now.
  func touch() { futimens(descriptor, nil) }

  /// How long ago it was last in use.
  var age: Duration {
    var facts = stat()
    fstat(descriptor, &facts)
    return .seconds(time(nil) - facts.st_mtim.tv_sec)
  }
}
