/// What to know before believing a backtest; printed with every one.
package enum Caveats {
  /// One sentence each.
  package static let all = [
    "A cheap-first ledger knows premium mostly from tasks that cheap had failed: harder ones.",
    "Premium after cheap begins with cheap's packet; that is not premium alone.",
    "No overlap, no estimate: a choice that was never drawn by chance cannot be judged at level 2.",
    "Models and prices change; old runs tell of old models.",
    "Another verifier makes another success: runs before and after a change of it do not compare.",
    "Runs share caches and warm folders; one policy's runs may have paid for another's.",
    "Reviewers who know which tier drafted may read it differently.",
    "The more policies are tried, the likelier one looks good by chance.",
    "The same task run twice differs: three or four of 80 tasks flip between identical runs.",
    "Cutting a cheap draft that had helped cannot be replayed, so level 1 flatters fewer drafts.",
    "Level 3 assumes that a mode or a packet changes no chance of success; only probes can tell.",
  ]
}
