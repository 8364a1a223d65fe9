import TandemCode
import TandemIndex

/// Finds the files of a tree that imports mean, as they are written in a file.
struct ImportResolver {
  private let index: PathIndex
  private let filesOfFolder: [String: [Int]]

  init(_ index: PathIndex) {
    self.index = index
    var filesOfFolder: [String: [Int]] = [:]
    for file in index.tree.indices {
      filesOfFolder[String(index.tree.path(file).folder), default: []].append(file)
    }
    self.filesOfFolder = filesOfFolder
  }

  /// The files that `module`, imported by the file at `path`, means; none for what is not here.
  func files(_ module: String, importedBy path: String) -> [Int] {
    switch path.split(separator: ".").last {
    case "py", "pyi": python(module, path).map { [$0] } ?? []
    case "go": package(module)
    case "js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts":
      module.hasPrefix(".") ? joined(module, path).flatMap(script).map { [$0] } ?? [] : []
    case "c", "h", "cc", "cpp", "cxx", "hh", "hpp", "hxx", "ipp", "cu":
      joined(module, path).flatMap(index.file).map { [$0] } ?? index.files(named: module)
    default: dotted(module, path)
    }
  }

  /// Python: `a.b`, or `.b` counted from the importing file's folder.
  private func python(_ module: String, _ path: String) -> Int? {
    let dots = module.prefix { $0 == "." }.count
    guard dots > 0 else { return index.module(module)?.file ?? index.file(module + ".py") }
    var folder = path.folder.split(separator: "/")[...]
    guard folder.count >= dots - 1 else { return nil }
    folder = folder.dropLast(dots - 1)
    let names = module.dropFirst(dots).split(separator: ".")
    // `from .a import b` is written `.a.b`, where b may be a module or a name in one.
    for kept in stride(from: names.count, through: max(0, names.count - 1), by: -1) {
      let stem = (folder + names.prefix(kept)).joined(separator: "/")
      if let file = index.file(stem + ".py") ?? index.file(stem + "/__init__.py") { return file }
    }
    return nil
  }

  /// Go: every file of the package whose folder the path ends in.
  private func package(_ module: String) -> [Int] {
    let parts = module.split(separator: "/")
    for start in parts.indices {
      let folder = parts[start...].joined(separator: "/")
      if let files = filesOfFolder[folder] {
        let sources = files.filter {
          let path = index.tree.path($0)
          return path.hasSuffix(".go") && !path.hasSuffix("_test.go")
        }
        return sources.count <= 20 ? sources : []
      }
    }
    return []
  }

  /// JavaScript and TypeScript: a path with or without its ending, or a folder's index.
  private func script(_ path: String) -> Int? {
    let stem = path.hasSuffix(".js") ? String(path.dropLast(3)) : path
    let candidates =
      [path] + Self.scriptEndings.map { stem + $0 }
      + Self.scriptEndings.map { path + "/index" + $0 }
    return candidates.lazy.compactMap(index.file).first
  }

  private static let scriptEndings = [".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs"]

  /// Rust, Java and Swift: a path of names, the crate's own prefix left out.
  private func dotted(_ module: String, _ path: String) -> [Int] {
    var names = module.split { $0 == "." || $0 == ":" }[...]
    while let first = names.first, ["crate", "self", "super"].contains(first) {
      names = names.dropFirst()
    }
    return index.module(names.joined(separator: ".")).map { [$0.file] } ?? []
  }

  /// A path relative to the folder of the file at `path`; nil where it leads out of the tree.
  private func joined(_ relative: String, _ path: String) -> String? {
    var parts = path.folder.split(separator: "/")
    for part in relative.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if parts.popLast() == nil {
        return nil
      }
    }
    return parts.joined(separator: "/")
  }
}
