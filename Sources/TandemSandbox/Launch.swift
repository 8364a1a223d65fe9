import CLinux
import Glibc

/// A process to start, as values; `start` does it.
struct Launch {
  /// Absolute path of the program.
  var program: String
  /// Its arguments, its own name first.
  var arguments: [String]
  /// Its whole environment.
  var environment: [String: String] = [:]
  /// Folder to start in; nil: where Tandem is.
  var directory: String?
  /// Descriptors it keeps under their numbers.
  var kept: [Descriptor] = []
  /// Its resource limits.
  var limits: [tandem_limit] = []
  /// The private mount namespace it starts in; nil: Tandem's own.
  var mounts: PrivateMounts?
  /// Whether a supervisor adopts and ends what it leaves behind.
  var isSupervised = false

  /// A mount namespace of the child's own, and what is mounted there.
  struct PrivateMounts {
    /// The ordinary user whose id is mapped to itself in a new user namespace; nil for root.
    var user: (uid: UInt32, gid: UInt32)?
    /// Where, and overlayfs's own options.
    var overlays: [(target: String, options: String)]
  }

  /// A process that was started and not yet reaped.
  struct Started {
    /// Its number.
    var process: pid_t
    /// Its pidfd.
    var handle: Descriptor
  }

  /// Why it did not start.
  enum Refusal: Error {
    /// The program does not exist or cannot be run.
    case program(SystemError)
    /// The kernel forbids namespaces or mounts.
    case namespaces(SystemError)
    /// An overlay could not be mounted.
    case overlay(SystemError)
    /// Anything else.
    case system(SystemError)

    /// The call that failed.
    var cause: SystemError {
      switch self {
      case .program(let error), .namespaces(let error), .overlay(let error), .system(let error):
        error
      }
    }
  }

  /// Starts it with these descriptors as standard input, output and error output.
  func start(input: Descriptor, output: Descriptor) throws(Refusal) -> Started {
    var failure = tandem_spawn_failure()
    var process: pid_t = 0
    var handle: Int32 = -1
    let arguments = CStrings(arguments)
    let variables = CStrings(environment.map { "\($0.key)=\($0.value)" }.sorted())
    let overlays = mounts?.overlays ?? []
    let overlayTexts = CStrings(overlays.flatMap { [$0.target, $0.options] })
    let texts = CStrings(
      [program, directory ?? ""]
        + (mounts?.user.map { ["\($0.uid) \($0.uid) 1\n", "\($0.gid) \($0.gid) 1\n"] } ?? []))

    var request = tandem_spawn_request()
    request.program = texts[0]
    request.arguments = UnsafePointer(arguments.pointer)
    request.environment = UnsafePointer(variables.pointer)
    request.directory = directory == nil ? nil : texts[1]
    request.input = input.number
    request.output = output.number
    request.private_mounts = mounts != nil
    if mounts?.user != nil {
      request.uid_map = texts[2]
      request.gid_map = texts[3]
    }
    request.supervised = isSupervised
    let cOverlays = overlays.indices.map {
      tandem_overlay(target: overlayTexts[2 * $0], options: overlayTexts[2 * $0 + 1])
    }
    let result = kept.map(\.number).withUnsafeBufferPointer { kept in
      limits.withUnsafeBufferPointer { limits in
        cOverlays.withUnsafeBufferPointer { overlays in
          request.kept = kept.baseAddress
          request.kept_count = kept.count
          request.limits = limits.baseAddress
          request.limit_count = limits.count
          request.overlays = overlays.baseAddress
          request.overlay_count = overlays.count
          return tandem_spawn(&request, &process, &handle, &failure)
        }
      }
    }
    extendLifetime(arguments)
    extendLifetime(variables)
    extendLifetime(overlayTexts)
    extendLifetime(texts)
    guard result == 0 else { throw refusal(failure) }
    return Started(process: process, handle: Descriptor(owning: handle))
  }

  private func refusal(_ failure: tandem_spawn_failure) -> Refusal {
    switch tandem_spawn_stage(UInt32(failure.stage)) {
    case TANDEM_STAGE_NAMESPACE: .namespaces(SystemError("unshare", failure.error))
    case TANDEM_STAGE_ID_MAP: .namespaces(SystemError("write uid_map", failure.error))
    case TANDEM_STAGE_PRIVATE: .namespaces(SystemError("make mounts private", failure.error))
    case TANDEM_STAGE_OVERLAY:
      .overlay(
        SystemError(
          "mount overlay \(mounts?.overlays[Int(failure.index)].target ?? "")", failure.error))
    case TANDEM_STAGE_DIRECTORY:
      .system(SystemError("enter \(directory ?? "")", failure.error))
    case TANDEM_STAGE_EXEC: .program(SystemError("start \(program)", failure.error))
    default: .system(SystemError("start \(program) (stage \(failure.stage))", failure.error))
    }
  }
}

/// A null-terminated array of C strings, freed with its owner.
struct CStrings: ~Copyable {
  /// What `execve` takes.
  let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  /// Copies `texts`.
  init(_ texts: [String]) {
    count = texts.count
    pointer = .allocate(capacity: count + 1)
    for (index, text) in texts.enumerated() { (pointer + index).initialize(to: strdup(text)) }
    (pointer + count).initialize(to: nil)
  }

  /// One of the strings.
  subscript(index: Int) -> UnsafePointer<CChar>? { pointer[index].map { UnsafePointer($0) } }

  deinit {
    for index in 0..<count { free(pointer[index]) }
    pointer.deallocate()
  }
}
