import TandemCore

extension Mount {
  /// Where the command sees it.
  var target: String {
    switch self {
    case .readOnly(_, let target), .writable(_, let target), .overlay(_, _, _, let target),
      .temporary(let target, _):
      target
    }
  }

  /// As bubblewrap's options; an overlay lies over its own upper folder by then.
  var bubblewrapOptions: [String] {
    switch self {
    case .readOnly(let source, let target): ["--ro-bind", source, target]
    case .writable(let source, let target): ["--bind", source, target]
    case .overlay(_, let upper, _, let target): ["--bind", upper, target]
    case .temporary(let target, let bytes): ["--size", String(bytes), "--tmpfs", target]
    }
  }

  /// As the mount that is made before bubblewrap starts; nil for every other kind.
  ///
  /// `userxattr`: without it, removing a lower folder in a user namespace gives EIO.
  var overlay: (target: String, options: String)? {
    guard case .overlay(let lowers, let upper, let work, _) = self else { return nil }
    let lower = lowers.map { Self.escaped($0, also: ":") }.joined(separator: ":")
    return (
      upper,
      "lowerdir=\(lower),upperdir=\(Self.escaped(upper)),workdir=\(Self.escaped(work)),userxattr"
    )
  }

  private static func escaped(_ path: String, also: Unicode.Scalar? = nil) -> String {
    path.unicodeScalars.reduce(into: "") { text, scalar in
      if scalar == "\\" || scalar == "," || scalar == also { text += "\\" }
      text.unicodeScalars.append(scalar)
    }
  }
}
