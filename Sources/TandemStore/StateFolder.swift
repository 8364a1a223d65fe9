import FoundationEssentials
@preconcurrency import Glibc

/// A folder for state: made, private, ours, writable, and on a disk whose locks can be trusted.
enum StateFolder {
  /// Makes the folder where it is missing and returns its real path.
  ///
  /// - Throws: `StoreError` with what to do.
  static func prepare(_ folder: String) throws(StoreError) -> String {
    try make(folder)
    guard let resolved = realpath(folder, nil) else { throw refusal(folder, errno) }
    defer { free(resolved) }
    let path = String(cString: resolved)

    var status = stat()
    guard lstat(path, &status) == 0 else { throw refusal(path, errno) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw refusal(path, ENOTDIR) }
    guard status.st_uid == geteuid() else {
      throw StoreError(
        kind: .notWritable, message: "\(path) belongs to another user (uid \(status.st_uid))",
        hint: "work as that user, or choose a folder of your own with --state")
    }
    let mounts = FileManager.default.contents(atPath: "/proc/self/mountinfo") ?? Data()
    let type = fileSystem(
      device: UInt64(status.st_dev), mounts: String(decoding: mounts, as: UTF8.self))
    if let type, networkFileSystems.contains(type) {
      throw StoreError(
        kind: .networkFileSystem,
        message: "\(path) lies on a network file system (\(type)), where SQLite's locks fail",
        hint: "choose a folder on a local disk with --state")
    }
    if status.st_mode & 0o077 != 0, chmod(path, 0o700) != 0 { throw refusal(path, errno) }
    guard access(path, R_OK | W_OK | X_OK) == 0 else { throw refusal(path, errno) }
    return path
  }

  /// File systems whose locks or caches do not hold across machines.
  private static let networkFileSystems: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "fuse.sshfs", "fuse.s3fs",
    "fuse.rclone",
  ]

  /// Returns the type of the file system on a device, from the text of `/proc/self/mountinfo`.
  ///
  /// Its lines are those of proc(5): `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw`.
  static func fileSystem(device: UInt64, mounts: String) -> String? {
    // How the kernel packs the two numbers: makedev(3).
    let major = (device >> 8) & 0xfff | (device >> 32) & ~0xfff
    let minor = device & 0xff | (device >> 12) & ~0xff
    for line in mounts.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 2, fields[2] == "\(major):\(minor)",
        let separator = fields.firstIndex(of: "-"), separator + 1 < fields.count
      else { continue }
      return String(fields[separator + 1])
    }
    return nil
  }

  private static func make(_ folder: String) throws(StoreError) {
    var path = folder.hasPrefix("/") ? "" : "."
    for part in folder.split(separator: "/") {
      path += "/" + part
      if mkdir(path, 0o700) == 0 { continue }
      let code = errno
      // A parent that exists may be anybody's; only what must be made has to be writable.
      if code != EEXIST, access(path, F_OK) != 0 { throw refusal(path, code) }
    }
  }

  private static func refusal(_ path: String, _ code: Int32) -> StoreError {
    StoreError(
      kind: code == ENOSPC || code == EDQUOT ? .diskFull : .notWritable,
      message: "the state folder \(path) cannot be used: \(String(cString: strerror(code)))",
      hint: "make it writable for you, or choose another folder with --state")
  }
}
