import TandemChecks
import TandemConfig
import TandemCore
import TandemGit
import TandemModels
import TandemPipeline
import TandemRouting
import TandemSandbox
import TandemStore
import TandemWorkspace

/// `tandem doctor`: a line for each need, found out by trying it, with what mends it.
enum DoctorCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    var checks: [DoctorCheck] = []
    do {
      let session = try await Session.open(arguments, host)
      let doctor = Doctor(session: session, host: host)
      checks = try await doctor.checks()
    } catch {
      let words = ErrorWords.describe(error)
      checks.append(DoctorCheck(need(of: error), .bad, words.message, words.hint))
      let folder = host.environment["TMPDIR"] ?? "/tmp"
      checks.append(await Doctor.sandbox(HostEnvironment(host), folder: folder, isOff: false))
    }
    for check in checks {
      host.print(arguments.json ? try JSONLine.of(check) : check.line)
    }
    return checks.contains { $0.state == .bad } ? 5 : 0
  }

  /// What could not be opened.
  private static func need(of error: any Error) -> String {
    switch error {
    case is ConfigError: "settings"
    case is StoreError: "state"
    default: "repository"
    }
  }
}

/// One need and how it is met.
struct DoctorCheck: Encodable {
  /// How a need is met.
  enum State: String, Encodable {
    case good, note, bad
  }

  let need: String
  let state: State
  let finding: String
  let fix: String?

  init(_ need: String, _ state: State, _ finding: String, _ fix: String? = nil) {
    self.need = need
    self.state = state
    self.finding = finding
    self.fix = fix
  }

  /// `✓ git        …`, the fix on a line of its own.
  var line: String {
    let mark =
      switch state {
      case .good: "✓"
      case .note: "!"
      case .bad: "✗"
      }
    let name = need + String(repeating: " ", count: max(1, 12 - need.count))
    return "\(mark) \(name)\(finding)" + (fix.map { "\n              → \($0)" } ?? "")
  }
}

/// Looks at one repository and this machine.
private struct Doctor {
  let session: Session
  let host: Host

  func checks() async throws -> [DoctorCheck] {
    var checks = [git(), state()]
    let isOff = session.config.sandboxLevel == SandboxLevel.none
    checks.append(
      await Self.sandbox(HostEnvironment(host), folder: session.folder, isOff: isOff))
    checks += [tests(), await models(), prices()]
    return checks
  }

  private func git() -> DoctorCheck {
    do throws(GitError) {
      let head = try session.repository.resolve("HEAD")
      let kind = session.repository.isBare ? "bare repository" : "repository"
      try session.repository.requireObjects(ofTree: head.tree)
      return DoctorCheck("git", .good, "\(kind) at \(head.id.prefix(10)): \(head.summary)")
    } catch {
      return DoctorCheck("git", .bad, error.message, error.hint)
    }
  }

  private func state() -> DoctorCheck {
    let free = DiskSpace.free(session.folder)
    let shown = "\(session.folder), \(free.map { "\($0 >> 20) MB free" } ?? "free space unknown")"
    if let free, free < 1 << 30 {
      return DoctorCheck("state", .note, shown, "`tandem clean --older-than 14d`, or --state DIR")
    }
    return DoctorCheck("state", .good, shown)
  }

  static func sandbox(
    _ environment: HostEnvironment, folder: String, isOff: Bool
  ) async -> DoctorCheck {
    if isOff {
      return DoctorCheck("sandbox", .note, "off, as configured: tests run without isolation")
    }
    let report = await SandboxProbe(host: environment, folder: folder).run()
    let obstacle = report.obstacle?.message ?? ""
    switch report.level {
    case .full: return DoctorCheck("sandbox", .good, "full: bubblewrap with overlays, tried")
    case .copy:
      return DoctorCheck("sandbox", .note, "copy: \(obstacle)", report.obstacle?.hint)
    case .none:
      return DoctorCheck(
        "sandbox", .bad, obstacle, report.obstacle?.hint ?? RunWiring.noSandboxHint)
    }
  }

  private func tests() -> DoctorCheck {
    do {
      let head = try session.repository.resolve("HEAD")
      let base = try BaseTree(repository: session.repository, tree: head.tree)
      let found = TestDetection.detect(
        files: base.paths, read: base.text,
        configured: ConfiguredTests(
          command: session.config.testCommand.map(ShellWords.split),
          directory: session.config.directory, environment: session.config.testEnvironment))
      guard let adapter = found.adapter else {
        return DoctorCheck(
          "tests", .note, found.reason,
          "name the command in tandem.yml (tests: {command: …}) or with --test-cmd; without tests "
            + "a change stays unverified")
      }
      return DoctorCheck("tests", .good, "\(adapter.shown(.whole)): \(found.reason)")
    } catch {
      let words = ErrorWords.describe(error)
      return DoctorCheck("tests", .bad, words.message, words.hint)
    }
  }

  private func models() async -> DoctorCheck {
    do {
      let book = try PriceBook(shippedWith: session.config, host)
      let models = try await ModelWiring(
        session.config, host, builtinOnly: false, prices: book, now: RunWiring.now())
      guard !models.choices.isEmpty else {
        return DoctorCheck(
          "models", .note, "none: the builtin repair works for $0",
          "export ANTHROPIC_API_KEY=… (or OPENAI_API_KEY, OPENROUTER_API_KEY)")
      }
      return DoctorCheck("models", .good, models.notices.joined(separator: "; "))
    } catch {
      let words = ErrorWords.describe(error)
      return DoctorCheck("models", .bad, words.message, words.hint)
    }
  }

  private func prices() -> DoctorCheck {
    let rows = PriceBook.shipped.rows
    let newest = rows.map(\.verified).max()?.description ?? "never"
    return DoctorCheck(
      "prices", .good,
      "\(rows.count) rows, newest checked on \(newest); budget.run "
        + "\(session.config.runBudget)")
  }
}
