import CLinux
import Glibc

/// One open file descriptor, closed with its last reference.
final class Descriptor: Sendable {
  /// Its number in this process.
  let number: Int32

  /// Takes ownership of `number`.
  init(owning number: Int32) { self.number = number }

  deinit { close(number) }

  /// A sealed file in memory that holds `bytes`, to be read once from its start.
  static func memory(_ bytes: [UInt8]) throws(SystemError) -> Descriptor {
    try Descriptor(result: tandem_memory_file(bytes, bytes.count), "memfd_create")
  }

  /// The sandbox's system call filter in a file in memory.
  static func systemCallFilter() throws(SystemError) -> Descriptor {
    try Descriptor(result: tandem_seccomp_file(), "memfd_create")
  }

  /// An event counter: readable once written to.
  static func event() throws(SystemError) -> Descriptor {
    try Descriptor(result: tandem_event(), "eventfd")
  }

  /// `/dev/null`, to be read.
  static func null() throws(SystemError) -> Descriptor {
    let number = open("/dev/null", O_RDONLY | O_CLOEXEC)
    return try Descriptor(result: number < 0 ? -errno : number, "open /dev/null")
  }

  /// A pipe: what is written to the second end is read, without blocking, from the first.
  static func pipe() throws(SystemError) -> (reading: Descriptor, writing: Descriptor) {
    var ends: [Int32] = [-1, -1]
    let result = tandem_pipe(&ends)
    guard result == 0 else { throw SystemError("pipe", -result) }
    return (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
  }

  /// Reads what is there without waiting, at most `limit` bytes.
  ///
  /// Returns nil at the end of the stream, an empty array where nothing is there yet.
  func available(limit: Int) -> [UInt8]? {
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
      repeat { count = read(number, buffer.baseAddress, limit) } while count < 0 && errno == EINTR
      if count < 0 && errno != EAGAIN { count = 0 }
      filled = max(count, 0)
    }
    return count == 0 ? nil : bytes
  }

  private convenience init(result: Int32, _ call: String) throws(SystemError) {
    guard result >= 0 else { throw SystemError(call, -result) }
    self.init(owning: result)
  }
}
