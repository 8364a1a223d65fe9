import CGit2
@preconcurrency import Glibc
import Synchronization
import TandemCore

/// File contents.
extension Repository {
  /// The bytes of one blob.
  ///
  /// - Throws: `GitError` with `missingObject`, or `tooLarge` above `limit` bytes.
  package func blob(_ id: String, limit: Int = 64 << 20) throws(GitError) -> [UInt8] {
    try durable.withHandle { handle throws(GitError) in
      try handle.withStore { store throws(GitError) in
        guard let bytes = try handle.read(git_oid(hex: id), from: store, limit: limit) else {
          throw GitError("read the blob \(id)", .tooLarge, "it has more than \(limit) bytes")
        }
        return bytes
      }
    }
  }

  /// Reads many blobs on several threads, each with a worker of its own.
  ///
  /// - Parameters:
  ///   - ids: The blobs.
  ///   - limit: The most bytes of a blob that is read.
  ///   - skipsMissing: Whether a blob that is not here is passed over rather than an error.
  ///   - until: When to stop before all are read; nil for never.
  ///   - worker: Makes a thread's worker.
  ///   - body: Called on that thread with the position in `ids` and the bytes; nil for a blob above
  ///     `limit`.
  ///   - finish: Called on that thread when nothing is left, or after a failure of its own.
  /// - Throws: the first `GitError`; the other threads stop soon after.
  package func blobs<Worker>(
    _ ids: [String], limit: Int = 4 << 20, skipsMissing: Bool = false,
    until deadline: ContinuousClock.Instant? = nil,
    worker: @escaping @Sendable () -> Worker,
    body: @escaping @Sendable (_ worker: inout Worker, _ index: Int, _ bytes: [UInt8]?) -> Void,
    finish: @escaping @Sendable (Worker) -> Void
  ) throws(GitError) {
    try onThreads(ids.count) { handle, next throws(GitError) in
      var own = worker()
      defer { finish(own) }
      try handle.withStore { store throws(GitError) in
        while let index = next() {
          if let deadline, ContinuousClock.now >= deadline { break }
          let bytes: [UInt8]?
          do throws(GitError) {
            bytes = try handle.read(git_oid(hex: ids[index]), from: store, limit: limit)
          } catch {
            if skipsMissing, error.code == .missingObject { continue }
            throw error
          }
          body(&own, index, bytes)
        }
      }
    }
  }

  /// Reads many blobs on several threads and gives each to `body`, in no order, several at once.
  ///
  /// - Throws: the first `GitError`; the other threads stop soon after.
  package func blobs(
    _ ids: [String], limit: Int = 4 << 20,
    body: @escaping @Sendable (_ index: Int, _ bytes: [UInt8]?) -> Void
  ) throws(GitError) {
    try blobs(
      ids, limit: limit, worker: {}, body: { _, index, bytes in body(index, bytes) },
      finish: { _ in })
  }

  /// The sizes of blobs in bytes, without reading them whole.
  ///
  /// - Throws: `GitError` with `missingObject`.
  package func blobSizes(_ ids: [String]) throws(GitError) -> [Int] {
    try durable.withHandle { handle throws(GitError) in
      try handle.withStore { store throws(GitError) in
        var sizes: [Int] = []
        sizes.reserveCapacity(ids.count)
        for id in ids { sizes.append(try handle.size(of: git_oid(hex: id), in: store)) }
        return sizes
      }
    }
  }

  /// Refuses a tree some of whose files are not here, as in a partial clone.
  ///
  /// - Throws: `GitError` with `missingObject` and what brings them.
  package func requireObjects(ofTree tree: String) throws(GitError) {
    try durable.withHandle { handle throws(GitError) in
      let entries = try handle.entries(of: git_oid(hex: tree))
      try handle.withStore { store throws(GitError) in
        for entry in entries where entry.kind != .submodule {
          var id = try git_oid(hex: entry.id)
          if git_odb_exists(store, &id) == 0 {
            throw handle.missing("blob", id, GIT_ENOTFOUND.rawValue)
          }
        }
      }
    }
  }

  /// Runs `body` on as many threads as there are processors; between them its `next` gives each
  /// number below `count` once, ever in order, and nil at the end or after a failure.
  ///
  /// - Throws: the first error of any.
  func onThreads(
    _ count: Int,
    _ body: @escaping @Sendable (Handle, _ next: () -> Int?) throws(GitError) -> Void
  ) throws(GitError) {
    let taken = Atomic<Int>(0)
    let failure = Mutex<GitError?>(nil)
    let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    // Neighbours lie together in a pack; but of a few no thread should be left with the large ones.
    let chunk = min(16, max(1, count / (processors * 8)))
    let work: @Sendable () -> Void = { [durable] in
      var mine = 0..<0
      let next = { () -> Int? in
        if mine.isEmpty {
          guard failure.withLock({ $0 == nil }) else { return nil }
          let start = taken.add(chunk, ordering: .relaxed).oldValue
          mine = min(start, count)..<min(start + chunk, count)
        }
        return mine.popFirst()
      }
      do throws(GitError) {
        try durable.withHandle { handle throws(GitError) in try body(handle, next) }
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    Threads.run(min(processors, (count + chunk - 1) / chunk), work)
    if let error = failure.withLock({ $0 }) { throw error }
  }
}

extension Handle {
  /// The bytes of a blob; nil above `limit`.
  func read(
    _ id: git_oid, from store: OpaquePointer, limit: Int
  ) throws(GitError) -> [UInt8]? {
    guard try size(of: id, in: store) <= limit else { return nil }
    var id = id
    var object: OpaquePointer?
    let status = git_odb_read(&object, store, &id)
    guard status == 0 else { throw missing("blob", id, status) }
    defer { git_odb_object_free(object) }
    return Array(
      UnsafeRawBufferPointer(
        start: git_odb_object_data(object), count: git_odb_object_size(object)))
  }

  /// The size of a blob in bytes.
  func size(of id: git_oid, in store: OpaquePointer) throws(GitError) -> Int {
    var id = id
    var size = 0
    var type = GIT_OBJECT_ANY
    let status = git_odb_read_header(&size, &type, store, &id)
    guard status == 0 else { throw missing("blob", id, status) }
    guard type == GIT_OBJECT_BLOB else {
      throw GitError("read the blob \(id.hex)", .failed, "it is not a blob")
    }
    return size
  }
}
