import TandemConfig
import TandemCore
import TandemGit
import TandemPrompts
import TandemStore
import TandemTriage

/// Errors of the rooms as a person sees them, with the exit code of their kind.
enum ErrorWords {
  /// The error in words; one nobody foresaw is the environment's.
  static func describe(_ error: any Error) -> CommandError {
    switch error {
    case let error as CommandError: error
    case let error as ConfigError: .usage("\(error.place): \(error.message)", error.hint)
    case let error as PromptError:
      .usage(error.description, "see the prompts folder of your configuration")
    case let error as ReportError: .usage(error.description)
    case let error as GitError:
      CommandError(
        message: error.message, hint: error.hint, exitCode: error.code.isUsage ? 2 : 5)
    case let error as StoreError:
      CommandError(
        message: error.message, hint: error.hint, exitCode: error.kind == .unknownRun ? 2 : 5)
    case let error as ModelFailure: .environment(error.message)
    case let error as CommandFailure: .environment(error.message, error.hint)
    case is CancellationError:
      CommandError(message: "interrupted", hint: nil, exitCode: 130)
    default: .environment("unexpected: \(error)", "please report this with the command you ran")
    }
  }
}

extension GitError.Code {
  /// Whether the user named something that cannot be worked on, rather than something broke.
  fileprivate var isUsage: Bool {
    switch self {
    case .notARepository, .emptyRepository, .unknownRevision, .unsupportedRepository, .foreignOwner,
      .unsafePath, .unsupportedChange, .malformedPatch, .patchDoesNotApply, .noWorkTree:
      true
    default: false
    }
  }
}
