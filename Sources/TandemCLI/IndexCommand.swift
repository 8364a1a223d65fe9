import Synchronization
import TandemCore
import TandemGit
import TandemReport
import TandemRetrieval

/// `tandem index`: reads a base's files and history into the index, so that the next `locate` or
/// `fix` reads nothing twice; for build servers' caches.
enum IndexCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let repository = try Repository.open(arguments, host)
    let base = try repository.resolve(arguments.base ?? "HEAD")
    let folder = Session.indexFolder(below: Session.stateFolder(arguments, host, repository))
    let bar = ProgressBar(host, isQuiet: arguments.quiet || arguments.json)
    defer { bar.clear() }
    let summary = try await repository.inBackground { repository throws(GitError) in
      try Retriever(index: folder).index(base, of: repository) { stage, read, all in
        bar.show(stage.rawValue, read, all)
      }
    }
    bar.clear()
    if arguments.json {
      host.print(try JSONLine.of(summary))
    } else {
      host.print(IndexText.line(summary, commit: base.id, folder: folder))
      if arguments.stats { host.print(IndexText.stats(summary)) }
    }
    return 0
  }
}

/// One line of a terminal that fills up; nothing where nobody watches.
final class ProgressBar: Sendable {
  private let host: Host
  private let columns: Int?
  private let shown = Mutex("")

  init(_ host: Host, isQuiet: Bool) {
    self.host = host
    columns = isQuiet ? nil : host.errorColumns
  }

  /// Shows how much of something is done.
  func show(_ what: String, _ done: Int, _ all: Int) {
    guard let columns else { return }
    let line = IndexText.bar(what, done, all, columns: columns - 1)
    shown.withLock { shown in
      guard line != shown else { return }
      shown = line
      host.writeError("\r\u{1B}[K" + line)
    }
  }

  /// Takes the line away.
  func clear() {
    shown.withLock { shown in
      if !shown.isEmpty { host.writeError("\r\u{1B}[K") }
      shown = ""
    }
  }
}
