import TandemCore
import TandemEconomics
import TandemSQLite

/// A ledger of invented runs, for measuring: triage, scope, one or two drafts of four calls, a review.
enum SyntheticLedger {
  /// Adds runs in one transaction; the same numbers every time.
  static func fill(_ db: Connection, runs: Int) throws {
    try db.transaction {
      var random = RandomStream(3)
      for number in 0..<runs { try add(number, &random, db) }
    }
  }

  private static func add(
    _ number: Int, _ random: inout RandomStream, _ db: Connection
  ) throws {
    let id = "20261101-\(number)-abcd"
    let accepted = random.happens(0.8)
    let drafts = random.happens(0.4) ? 2 : 1
    let ending = accepted ? "accepted" : "noChange"
    try db.run(
      """
      INSERT INTO run (id, created, title, base, header, process, outcome, ending, seconds)
      VALUES (?, ?, 'T', 'b', '{}', 1, ?, ?, ?)
      """, id, 1.79e9 + Double(number) * 600, "{\"\(ending)\":{\"reason\":\"r\"}}", ending,
      200 + 300 * random.unit())
    let run = db.lastInsertedRow
    try db.run(
      """
      INSERT INTO route (run, policy, mode, first_tier, propensity, difficulty, reach, judge,
        claims, false_claims, chance, calibrated, reason)
      VALUES (?, '2:auto', 'routed', 'cheap', 0.9, 'easy', 'local', 'cheap', 3, 0, 0.8, 0.6, 'r')
      """, run)
    try call(id, "triage", "triage", "cheap", 400, &random, db)
    try call(id, "scope.1", "scope", "premium", 64_000, &random, db)
    for draft in 1...drafts {
      let tier = draft == 1 ? "cheap" : "premium"
      for turn in 1...4 {
        try call(
          id, "draft.\(draft)/call.\(turn)", "draft", tier, tier == "cheap" ? 850 : 34_000, &random,
          db)
      }
      try db.run(
        """
        INSERT INTO draft (run, number, tier, passed, is_shown, seconds, verify_seconds, signature,
          planned_files, touched_files, outside_files, lines, decision, reason, model)
        VALUES (?, ?, ?, ?, 1, ?, 10, ?, 1, 1, 0, 12, 'accept', 'r', ?)
        """, run, draft, tier, draft == drafts && accepted, 60 + 60 * random.unit(),
        "s\(draft)", "m-" + tier)
    }
    try call(id, "review.1", "review", "premium", 38_000, &random, db)
    if random.happens(0.6) {
      try db.run(
        "INSERT INTO verdict (run, word, who, time, note, minutes) VALUES (?, ?, 'A', 1, '', ?)",
        run, random.happens(0.8) ? "accepted" : "reworked", 8 * random.unit())
    }
  }

  private static func call(
    _ run: String, _ step: String, _ kind: String, _ tier: String, _ cost: Int,
    _ random: inout RandomStream, _ db: Connection
  ) throws {
    try db.run(
      """
      INSERT INTO attempt (run, step, kind, tier, requested, served, input, cache_read,
        cache_write, output, price, cost, is_upper_bound, seconds, outcome, ended)
      VALUES (?, ?, ?, ?, ?, ?, 6000, 3000, 100, 500, 'p@1', ?, 0, ?, 'endTurn', 1.79e9)
      """, run, step, kind, tier, "m-" + tier, "m-" + tier, cost, 5 + 10 * random.unit())
  }
}
