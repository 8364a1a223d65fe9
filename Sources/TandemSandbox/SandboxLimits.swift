/// How much one command may use before it is ended or refused more.
package struct SandboxLimits: Sendable, Hashable {
  /// Resident bytes of the whole process tree (proportional where pages are shared).
  ///
  /// Not `RLIMIT_AS`: address space breaks the JVM, Node, Go and the address sanitizer.
  package var memoryBytes: Int
  /// Processes alive at once.
  package var processes: Int
  /// Bytes in `/tmp`, and as many again in the home folder and in `/dev/shm`.
  package var temporaryBytes: Int
  /// Bytes of any one file.
  package var fileBytes: Int

  /// Sets limits that ordinary test suites stay far below.
  package init(
    memoryBytes: Int = 8 << 30, processes: Int = 1000, temporaryBytes: Int = 2 << 30,
    fileBytes: Int = 8 << 30
  ) {
    self.memoryBytes = memoryBytes
    self.processes = processes
    self.temporaryBytes = temporaryBytes
    self.fileBytes = fileBytes
  }
}
