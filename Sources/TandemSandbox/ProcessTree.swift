import Glibc

/// What a process and all its descendants use right now, read from `/proc`.
struct ProcessTree {
  /// The processes that run another program than we do.
  let processes: [pid_t]

  /// Finds the descendants of `root`.
  init(root: pid_t) {
    var found = [root]
    var next = 0
    while next < found.count {
      let process = found[next]
      next += 1
      for thread in FolderListing.names(in: "/proc/\(process)/task") {
        found += Self.numbers(Self.contents("/proc/\(process)/task/\(thread.name)/children"))
      }
    }
    // A fork of ours that has not become another program (the supervisor) is still our memory.
    let own = Self.program(getpid())
    processes = found.filter { Self.program($0) != own }
  }

  /// The file a process runs; nil where it is gone or not ours to see.
  private static func program(_ process: pid_t) -> [UInt8]? {
    var path = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/\(process)/exe", &path, path.count)
    return count > 0 ? path[..<count].map { UInt8(bitPattern: $0) } : nil
  }

  /// Resident bytes that are not shared with files, counted for each process.
  ///
  /// Cheap, but pages shared since a fork count once a process: an upper bound.
  var residentBytes: Int {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    return processes.reduce(0) { sum, process in
      let fields = Self.numbers(Self.contents("/proc/\(process)/statm"))
      return fields.count > 2 ? sum + Int(fields[1] - fields[2]) * page : sum
    }
  }

  /// Resident bytes with shared pages divided among their users: exact and slow.
  var proportionalBytes: Int {
    processes.reduce(0) { sum, process in
      let lines = Self.contents("/proc/\(process)/smaps_rollup").split(separator: 10)
      let line = lines.first { $0.starts(with: "Pss:".utf8) } ?? []
      return sum + Int(Self.numbers(Array(line)).first ?? 0) * 1024
    }
  }

  private static func numbers(_ text: [UInt8]) -> [pid_t] {
    text.split { $0 < UInt8(ascii: "0") || $0 > UInt8(ascii: "9") }
      .compactMap { pid_t(String(decoding: $0, as: UTF8.self)) }
  }

  private static func contents(_ path: String) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes: [UInt8] = []
    while true {
      let part = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, filled in
        filled = max(read(file, buffer.baseAddress, 4096), 0)
      }
      if part.isEmpty { return bytes }
      bytes += part
    }
  }
}
