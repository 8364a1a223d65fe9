import Synchronization
import TandemCode
package import TandemGit

extension SegmentSet {
  /// Reads texts that no segment holds, on several threads, each into segments of its own.
  ///
  /// One that is not in the repository is passed over, and asked for again the next time; in a
  /// partial clone, which lacks them by the thousand, it is an error.
  ///
  /// - Parameters:
  ///   - wanted: Their keys, each once, in the order in which to read them.
  ///   - folder: Where the new segments are kept; nil to keep them in memory only.
  ///   - until: When to stop before everything is read; nil for never.
  ///   - progress: Called now and then on any thread with how many were read, of how many.
  /// - Returns: How many were read, and how many were not for want of time.
  /// - Throws: `GitError` where a blob cannot be read; what was read before is kept.
  @discardableResult
  package mutating func read(
    _ wanted: [SegmentKey], from repository: Repository, keeping folder: IndexFolder?,
    until deadline: ContinuousClock.Instant? = nil,
    progress: @escaping @Sendable (_ read: Int, _ of: Int) -> Void = { _, _ in }
  ) throws(GitError) -> (read: Int, unread: Int) {
    guard !wanted.isEmpty else { return (0, 0) }
    let made = Mutex<[SegmentMemory]>([])
    let count = Atomic<Int>(0)
    let finish: @Sendable (SegmentBuilder) -> Void = { builder in
      guard !builder.isEmpty else { return }
      let memory = builder.finish()
      folder?.keep(memory)
      made.withLock { $0.append(memory) }
    }
    defer { for memory in made.withLock({ $0 }) { add(memory) } }
    try repository.blobs(
      wanted.map(\.id), limit: FileReading.limit, skipsMissing: !repository.isPartial,
      until: deadline,
      worker: { SegmentBuilder() },
      body: { builder, index, bytes in
        FileReading.add(bytes, wanted[index], to: &builder)
        if builder.isFull {
          finish(builder)
          builder.removeAll()
        }
        let read = count.add(1, ordering: .relaxed).newValue
        if read % 64 == 0 { progress(read, wanted.count) }
      }, finish: finish)
    let read = count.load(ordering: .relaxed)
    let isLate = deadline.map { ContinuousClock.now >= $0 } ?? false
    progress(isLate ? read : wanted.count, wanted.count)
    return (read, isLate ? wanted.count - read : 0)
  }
}
