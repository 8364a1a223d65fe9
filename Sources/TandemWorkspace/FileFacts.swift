import Glibc

/// What one entry of a folder is.
struct FileFacts {
  /// Its kind.
  var kind: Kind
  /// Its permission bits.
  var mode: UInt32

  /// Reads what `lstat` said.
  init(_ facts: stat) {
    kind =
      switch facts.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      // How an overlay marks a deleted file.
      case S_IFCHR where facts.st_rdev == 0: .whiteout
      default: .other
      }
    mode = facts.st_mode & 0o777
  }

  /// The kinds that matter here.
  enum Kind {
    case file, folder, link, whiteout, other

    /// Reads `d_type`; nil where the entry must be looked at.
    init?(entryType: Int32) {
      switch entryType {
      case Int32(DT_REG): self = .file
      case Int32(DT_DIR): self = .folder
      case Int32(DT_LNK): self = .link
      case Int32(DT_UNKNOWN), Int32(DT_CHR): return nil
      default: self = .other
      }
    }
  }
}

/// A modification time, as git's index keeps it.
struct FileStamp: Sendable, Hashable {
  /// Seconds since 1970.
  var seconds: Int
  /// Nanoseconds beyond.
  var nanoseconds: Int

  /// Access and modification time for `futimens`.
  var times: [timespec] {
    Array(repeating: timespec(tv_sec: seconds, tv_nsec: nanoseconds), count: 2)
  }
}
