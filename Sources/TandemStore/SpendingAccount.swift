package import TandemCore

/// The user's budget over several repositories: where it lies and what it allows.
package struct SpendingAccount: Sendable, Hashable {
  /// The user's state folder, which holds `budget.sqlite`.
  package var folder: String
  /// The repository that this store's runs are charged to.
  package var repository: String
  /// The most that all repositories together may cost in a day (UTC); nil for no limit.
  package var dayCap: MicroDollars?
  /// The most that this repository may cost in a day (UTC); nil for no limit.
  package var repositoryCap: MicroDollars?

  /// Makes an account from its parts.
  package init(
    folder: String, repository: String, dayCap: MicroDollars? = nil,
    repositoryCap: MicroDollars? = nil
  ) {
    self.folder = folder
    self.repository = repository
    self.dayCap = dayCap
    self.repositoryCap = repositoryCap
  }
}

/// A call that a cap has no room for: which cap, and by how much.
package struct CapExceeded: Error, Sendable, Hashable, CustomStringConvertible {
  /// Which cap.
  package var cap: Cap
  /// What the cap allows.
  package var limit: MicroDollars
  /// What is spent or booked already.
  package var booked: MicroDollars
  /// What the call may cost at worst.
  package var wanted: MicroDollars

  /// The caps, from the narrowest.
  package enum Cap: String, Sendable, Hashable {
    /// The run's own.
    case run
    /// This repository's, for the day.
    case repository
    /// All repositories' together, for the day.
    case day
  }

  /// The sentence with its numbers.
  package var description: String {
    let name =
      switch cap {
      case .run: "this run's budget"
      case .repository: "this repository's budget of the day"
      case .day: "the budget of the day"
      }
    return "\(name) of \(limit) has no room: \(booked) is booked, the call may cost \(wanted)"
  }
}
