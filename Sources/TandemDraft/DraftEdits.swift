package import TandemCore
import TandemPatch

/// A draft's edits so far, over the base: values only, bounded by the contract.
package struct DraftEdits: Sendable {
  /// The files that may be written: the contract's, with frozen ones only where the contract names
  /// an expectation to change, which may stand beside the reproducing test.
  private let allowed: Set<String>
  /// The files that may be created.
  private let creatable: Set<String>
  /// The reproducing test, by file.
  private let frozen: [String: FrozenTest]
  private let base: @Sendable (String) -> String?
  /// Tracked files whose text cannot be read: a draft would destroy them.
  private let sealed: Set<String>
  private var edited: [String: String] = [:]

  /// Starts from the base, or from an earlier attempt's changes.
  package init(
    contract: ChangeContract, frozen: [FileChange] = [], starting: [FileChange] = [],
    tracked: [String] = [], base: @escaping @Sendable (String) -> String?
  ) {
    let tests = frozen.compactMap { file in file.text.map { (file.path, $0) } }
    self.frozen = Dictionary(
      uniqueKeysWithValues: tests.map { ($0, FrozenTest($1, over: base($0))) })
    let held = contract.expectationChanges.isEmpty ? Set(tests.map(\.0)) : []
    creatable = Set(contract.newFiles + contract.testFiles).subtracting(held)
    allowed = Set(contract.files).union(creatable).subtracting(held)
    self.base = base
    sealed = allowed.intersection(tracked).filter { base($0) == nil }
    for change in starting { edited[change.path] = change.text }
    for (path, test) in self.frozen where held.contains(path) || !keeps(path, edited[path] ?? "") {
      edited[path] = test.text
    }
  }

  /// The changes so far, without those that ended where they began.
  package var changes: [FileChange] {
    edited.filter { base($0.key) != $0.value }
      .map { FileChange(path: $0.key, text: $0.value) }
      .sorted { $0.path < $1.path }
  }

  /// The present text of a file.
  package func text(_ path: String) -> String? { edited[path] ?? base(path) }

  /// Whether the contract lets a draft write `path`.
  package func mayWrite(_ path: String) -> Bool { allowed.contains(path) }

  /// Replaces the one occurrence of `old` in `path`, leniently but never ambiguously.
  ///
  /// - Throws: `DraftRefusal`, whose message is for the model.
  /// - Returns: the 1-based line where the change begins.
  package mutating func replace(
    in path: String, old: String, new: String, nearLine: Int?
  ) throws(DraftRefusal) -> Int {
    try check(path)
    guard let text = text(path) else {
      throw DraftRefusal("\(path) does not exist; use `create` for a new file.")
    }
    switch Replacement.apply(old: old, new: new, in: text, nearLine: nearLine) {
    case .replaced(let changed, let line, _):
      try write(path, changed)
      return line
    case .ambiguous(let lines):
      throw DraftRefusal(
        "`old` occurs \(lines.count) times in \(path), at lines "
          + lines.map(String.init).joined(separator: ", ")
          + ". Copy more lines around the place, or give `near_line`.")
    case .missing(let help):
      throw DraftRefusal("`old` is not in \(path). \(help)")
    }
  }

  /// Creates `path`, or overwrites what this draft created.
  ///
  /// - Throws: `DraftRefusal`, whose message is for the model.
  package mutating func create(_ path: String, text: String) throws(DraftRefusal) {
    try check(path)
    guard creatable.contains(path), base(path) == nil else {
      throw DraftRefusal("\(path) exists already; use `edit`.")
    }
    try write(path, text)
  }

  /// Takes over whole texts that were worked out elsewhere (edit blocks, a diff).
  ///
  /// - Throws: `DraftRefusal` for the first path outside the contract.
  package mutating func take(_ changes: [FileChange]) throws(DraftRefusal) {
    for change in changes {
      try check(change.path)
      guard let text = change.text else {
        throw DraftRefusal("\(change.path) may not be deleted: call `ask_scope` and say why.")
      }
      try write(change.path, text)
    }
  }

  private mutating func write(_ path: String, _ text: String) throws(DraftRefusal) {
    guard keeps(path, text) else {
      throw DraftRefusal(
        "That would change the reproducing test in \(path), which is frozen; change only what stands "
          + "beside it.")
    }
    edited[path] = text
  }

  private func keeps(_ path: String, _ text: String) -> Bool {
    frozen[path]?.isKept(in: text) ?? true
  }

  private func check(_ path: String) throws(DraftRefusal) {
    guard !sealed.contains(path) else {
      throw DraftRefusal(
        "\(path) is not UTF-8 text (or very large): it is read-only. Fix the bug elsewhere, or "
          + "call `give_up` and say so.")
    }
    guard !mayWrite(path) else { return }
    if frozen[path] != nil {
      throw DraftRefusal(
        "\(path) holds the reproducing test and is frozen; it needs no change, mend the code.")
    }
    throw DraftRefusal(
      "\(path) is outside the contract. Allowed: \(allowed.sorted().joined(separator: ", ")). "
        + "If the fix truly needs it, call `ask_scope`.")
  }
}

/// A tool call that was refused; the message goes back to the model.
package struct DraftRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was refused and what to do instead.
  package let description: String

  /// Refuses with a message.
  package init(_ message: String) { description = message }
}
