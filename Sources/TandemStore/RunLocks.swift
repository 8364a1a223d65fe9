@preconcurrency import Glibc

/// Who is working on which run: one locked byte of one file for each run that has a living process.
///
/// The kernel drops a lock when its process dies, however it dies. So a dead holder is never taken
/// for a living one, not even when its process id is in use again or belongs to another container.
struct RunLocks: ~Copyable {
  private let descriptor: Int32
  /// The numbers of the runs that this process works on.
  private(set) var held: Set<Int64> = []

  /// Opens the lock file, making it where it is missing.
  init(path: String) throws(StoreError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw StoreError(
        kind: .notWritable, message: "\(path): \(String(cString: strerror(errno)))",
        hint: "make it writable for you, or choose another folder with --state")
    }
  }

  deinit { close(descriptor) }

  /// Takes the lock of a run and returns whether it was free.
  mutating func acquire(_ run: Int64) -> Bool {
    var request = lock(run, F_WRLCK)
    guard !held.contains(run), fcntl(descriptor, Self.setLock, &request) == 0 else { return false }
    held.insert(run)
    return true
  }

  /// Gives the lock of a run back.
  mutating func release(_ run: Int64) {
    var request = lock(run, F_UNLCK)
    if held.remove(run) != nil { _ = fcntl(descriptor, Self.setLock, &request) }
  }

  /// Whether a living process, this one or another, works on the run.
  func isHeld(_ run: Int64) -> Bool {
    if held.contains(run) { return true }
    var request = lock(run, F_WRLCK)
    return fcntl(descriptor, Self.getLock, &request) == 0 && request.l_type != Int16(F_UNLCK)
  }

  private func lock(_ run: Int64, _ type: Int32) -> flock {
    flock(
      l_type: Int16(type), l_whence: Int16(SEEK_SET), l_start: off_t(run), l_len: 1, l_pid: 0)
  }

  // F_OFD_GETLK and F_OFD_SETLK of fcntl(2): owned by the open file, not by the process, so that
  // closing another descriptor of the same file does not drop them. glibc hides the names.
  private static let getLock: Int32 = 36
  private static let setLock: Int32 = 37
}
