import TandemCore

@testable import TandemReview

/// A change of a small tree, from which tests make the diff and its context.
struct Changes {
  var before: [String: String] = [:]
  var after: [String: String] = [:]
  var showingTests: [String] = []

  /// A change of one file.
  init(_ path: String, _ before: String?, _ after: String?, showing: [String] = []) {
    self.before[path] = before
    self.after[path] = after
    showingTests = showing
  }

  var context: CheckContext {
    CheckContext(
      before: { [before] in before[$0] }, after: { [after] in after[$0] },
      showingTests: showingTests)
  }

  var diff: Diff {
    let paths = Set(before.keys).union(after.keys).sorted()
    return Diff(files: paths.filter { before[$0] != after[$0] }.map(file))
  }

  /// The findings without a contract, as `severity rule:line`.
  var findings: [String] {
    DiffChecks.findings(in: diff, contract: nil, context: context).map(\.short)
  }

  /// One hunk with the whole file as context.
  private func file(_ path: String) -> DiffFile {
    let old = Self.lines(before[path])
    let new = Self.lines(after[path])
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var lines: [DiffLine] = []
    var (o, n) = (0, 0)
    while o < old.count || n < new.count {
      if o < old.count, removed.contains(o) {
        lines.append(DiffLine(kind: .removed, oldNumber: o + 1, newNumber: nil, text: old[o]))
        o += 1
      } else if n < new.count, added.contains(n) {
        lines.append(DiffLine(kind: .added, oldNumber: nil, newNumber: n + 1, text: new[n]))
        n += 1
      } else {
        lines.append(DiffLine(kind: .context, oldNumber: o + 1, newNumber: n + 1, text: old[o]))
        o += 1
        n += 1
      }
    }
    let kind: DiffFile.Kind =
      before[path] == nil ? .added : after[path] == nil ? .deleted : .modified
    return DiffFile(
      path: path, kind: kind, oldEntry: kind == .added ? nil : .file,
      newEntry: kind == .deleted ? nil : .file,
      hunks: [
        DiffHunk(
          oldStart: old.isEmpty ? 0 : 1, oldCount: old.count, newStart: new.isEmpty ? 0 : 1,
          newCount: new.count, lines: lines)
      ])
  }

  private static func lines(_ text: String?) -> [String] {
    (text ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      .dropLast(text?.hasSuffix("\n") == true || text == nil ? 1 : 0)
  }
}

extension Finding {
  /// `severity rule:line`, for tables.
  var short: String { "\(severity.rawValue) \(rule)" + (line.map { ":\($0)" } ?? "") }
}
