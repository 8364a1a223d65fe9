import TandemCore
import Testing

@testable import TandemPatch

/// Many edits made up at random, from a fixed seed: what is applied is what was meant, or it is refused.
@Suite struct RandomEditTests {
  /// A small generator of our own, so that a failing case can be found again.
  struct Random {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
  }

  /// A text of few different lines, so that many of them repeat.
  static func text(_ random: inout Random) -> [String] {
    let words = ["a", "b = 1", "", "  return x", "  b = 1", "}", "naïve"]
    return (0..<random.below(14)).map { _ in words[random.below(words.count)] }
  }

  /// The text of lines, with one kind of line end and perhaps none at the end.
  static func joined(_ lines: [String], feed: String, isClosed: Bool) -> String {
    lines.joined(separator: feed) + (isClosed && !lines.isEmpty ? feed : "")
  }

  @Test func aHunkGivesWhatWasMeantOrIsRefused() throws {
    var random = Random(state: 0x1234_5678_9abc_def1)
    var applied = 0
    for _ in 0..<4000 {
      let old = Self.text(&random)
      guard !old.isEmpty else { continue }
      let start = random.below(old.count)
      let end = start + random.below(old.count - start) + 1
      let replacement = (0..<random.below(3)).map { "new \($0)" }
      let new = Array(old[..<start]) + replacement + Array(old[end...])
      let (low, high) = (max(0, start - 2), min(old.count, end + 2))
      let isClosed = random.below(4) > 0 || old.last == ""
      // A text of one open line does not tell how its lines end.
      let feed = random.below(2) == 0 || (old.count == 1 && !isClosed) ? "\n" : "\r\n"
      let hunk =
        ["--- a/f", "+++ b/f", "@@ -\(low + 1) +1 @@"] + old[low..<start].map { " " + $0 }
        + old[start..<end].map { "-" + $0 } + replacement.map { "+" + $0 }
        + old[end..<high].map { " " + $0 }
      let before = Self.joined(old, feed: feed, isClosed: isClosed)
      let after = Self.joined(new, feed: feed, isClosed: isClosed)
      do throws(EditError) {
        let changes = try UnifiedDiff.parse(hunk.joined(separator: "\n") + "\n") { _ in before }
        let made = changes.first?.text ?? before
        #expect(made == after, "\(before.debugDescription) \(hunk)")
        applied += 1
      } catch {
        #expect([.ambiguous, .notFound].contains(error.kind), "\(error)")
      }
    }
    #expect(applied > 3000)
  }

  @Test func aUniqueReplacementGivesWhatWasMeant() {
    var random = Random(state: 0x0fed_cba9_8765_4321)
    var made = (replaced: 0, ambiguous: 0)
    for _ in 0..<4000 {
      let old = Self.text(&random)
      guard !old.isEmpty else { continue }
      let start = random.below(old.count)
      let end = start + random.below(old.count - start) + 1
      let wanted = Self.joined(Array(old[start..<end]), feed: "\n", isClosed: true)
      let before = Self.joined(old, feed: "\n", isClosed: true)
      let after = Self.joined(
        Array(old[..<start]) + ["new"] + Array(old[end...]), feed: "\n", isClosed: true)
      switch Replacement.apply(old: wanted, new: "new\n", in: before) {
      case .replaced(let text, let line, _):
        #expect(text == after)
        #expect(line == start + 1)
        made.replaced += 1
      case .ambiguous(let lines):
        #expect(lines.count > 1)
        made.ambiguous += 1
      case .missing(let help):
        Issue.record("\(help): \(wanted.debugDescription) in \(before.debugDescription)")
      }
    }
    #expect(made.replaced > 1000 && made.ambiguous > 100)
  }

  @Test func aBrokenReplyIsRefusedAndNeverHarms() {
    let replies = [
      "f.py\n```python\n<<<<<<< SEARCH\na\nb\n=======\nc\n>>>>>>> REPLACE\n```\n",
      "diff --git a/f.py b/f.py\n--- a/f.py\n+++ b/f.py\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n\\ No newline at end of file\n",
      "--- /dev/null\n+++ b/new/g.py\n@@ -0,0 +1 @@\n+x\n--- a/f.py\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n",
    ]
    var random = Random(state: 0x5555_aaaa_1234_4321)
    var refused = 0
    for round in 0..<6000 {
      var bytes = Array(replies[round % replies.count].utf8)
      for _ in 0...random.below(4) {
        let at = random.below(bytes.count)
        switch random.below(4) {
        case 0: bytes.remove(at: at)
        case 1: bytes.insert(bytes[random.below(bytes.count)], at: at)
        case 2: bytes[at] = UInt8(random.below(256))
        default: bytes.removeSubrange(at..<min(bytes.count, at + random.below(20)))
        }
        if bytes.isEmpty { bytes = [10] }
      }
      do throws(EditError) {
        let changes = try Edits.parse(String(decoding: bytes, as: UTF8.self)) {
          $0 == "f.py" ? "a\nb\n" : nil
        }
        for change in changes { #expect(PathSafety.check(change.path) == nil) }
      } catch {
        refused += 1
        #expect(!error.description.isEmpty)
      }
    }
    #expect(refused > 1000)
  }
}
