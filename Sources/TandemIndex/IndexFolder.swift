import FoundationEssentials
@preconcurrency import Glibc

/// A folder of segments: each written whole under another name and then given its own, never changed.
///
/// So any number of processes may read and write at once, and one that is killed leaves at most a
/// file that nobody reads. A segment that is damaged is deleted, and what it held is read again.
package struct IndexFolder: Sendable {
  /// Its path.
  package let path: String
  /// The most bytes that it may take; beyond, the oldest segments go.
  package var limit = 2 << 30

  /// Names a folder, which need not exist.
  package init(_ path: String) { self.path = path }

  /// Opens all its segments, the largest first.
  package func open() -> [Segment] {
    names(Self.ending).compactMap { name in
      let file = path + "/" + name
      guard let memory = SegmentMemory(file: file) else { return nil }
      guard let segment = Segment(memory) else {
        unlink(file)
        return nil
      }
      return segment
    }.sorted { $0.byteCount > $1.byteCount }
  }

  /// Keeps a segment; one that cannot be written is only not found the next time.
  package func keep(_ memory: SegmentMemory) {
    // The folder above is the state folder, which a first `locate` may find missing.
    let above = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    if !above.isEmpty { mkdir(String(above), 0o700) }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { return }
    let name = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    let draft = "\(path)/\(name)\(Self.draftEnding)"
    let descriptor = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    var rest = memory.bytes[...]
    while !rest.isEmpty {
      let count = UnsafeRawBufferPointer(rebasing: rest).withMemoryRebound(to: UInt8.self) {
        write(descriptor, $0.baseAddress, min($0.count, 1 << 30))
      }
      guard count > 0 || errno == EINTR else { break }
      rest = rest.dropFirst(max(count, 0))
    }
    let isWhole = close(descriptor) == 0 && rest.isEmpty
    if !isWhole || rename(draft, "\(path)/\(name)\(Self.ending)") != 0 { unlink(draft) }
  }

  /// Deletes the oldest segments where there are too many bytes, the smallest where there are too
  /// many, and drafts that a killed process left.
  ///
  /// What a small one held is read again when it is wanted, and then lies in one with the rest.
  package func trim() {
    var files = names(Self.ending).compactMap { name in
      Self.status(path + "/" + name).map { (name: name, status: $0) }
    }
    files.sort { $0.status.st_mtim.tv_sec > $1.status.st_mtim.tv_sec }
    var total = 0
    for file in files {
      total += Int(file.status.st_size)
      if total > limit { unlink(path + "/" + file.name) }
    }
    // The newest are in use, however small.
    let older = files.dropFirst(Self.mostSegments / 4)
      .sorted { $0.status.st_size > $1.status.st_size }
    for file in older.dropFirst(Self.mostSegments) { unlink(path + "/" + file.name) }
    let anHourAgo = time(nil) - 3600
    for name in names(Self.draftEnding) {
      if let status = Self.status(path + "/" + name), status.st_mtim.tv_sec < anHourAgo {
        unlink(path + "/" + name)
      }
    }
  }

  /// Deletes those of these segments that turned out to be damaged; true where there were any.
  package func dropDamaged(_ segments: [Segment]) -> Bool {
    let damaged = segments.filter(\.isDamaged)
    for file in damaged.compactMap(\.memory.file) { unlink(file) }
    return !damaged.isEmpty
  }

  /// Deletes every segment.
  package func clear() {
    for name in names(Self.ending) { unlink(path + "/" + name) }
  }

  private func names(_ ending: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
      .filter { $0.hasSuffix(ending) }.sorted()
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }

  /// Opening each takes a tenth of a millisecond.
  private static let mostSegments = 32
  private static let ending = ".segment"
  private static let draftEnding = ".draft"
}
