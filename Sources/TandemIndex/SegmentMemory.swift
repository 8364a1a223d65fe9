@preconcurrency import Glibc

/// Where a segment's bytes are: a mapped file, or memory of our own.
///
/// `@unchecked Sendable`: nobody writes the bytes once they are here.
package final class SegmentMemory: @unchecked Sendable {
  /// The bytes, aligned for any number.
  let bytes: UnsafeRawBufferPointer
  /// The file that is mapped; nil for memory of our own.
  let file: String?

  /// Maps a file; nil where it cannot be.
  init?(file path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size > 0,
      let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0),
      start != MAP_FAILED
    else { return nil }
    bytes = UnsafeRawBufferPointer(start: start, count: Int(status.st_size))
    file = path
  }

  /// Makes memory of `count` bytes and lets `fill` write it once.
  init(count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
    fill(memory)
    bytes = UnsafeRawBufferPointer(memory)
    file = nil
  }

  deinit {
    if file != nil {
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    } else {
      bytes.deallocate()
    }
  }
}
