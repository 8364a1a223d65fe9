/// An agent's loop over a cached context: why a share of token *volume* is no share of cost.
///
/// Every turn reads the whole context so far from the cache, writes what is new, and answers. Prices
/// are dollars for a million tokens.
package struct CachedLoop: Codable, Sendable, Hashable {
  /// Turns.
  package var turns = 60
  /// Tokens before the first turn.
  package var base = 20_000.0
  /// Tokens that each further turn adds.
  package var growth = 2_000.0
  /// Tokens that each turn answers.
  package var output = 700.0

  /// The reference's loop: 60 turns, 20,000 tokens at first, 2,000 more and 700 out a turn.
  package init() {}

  /// What a model charges for a million tokens.
  package struct Prices: Codable, Sendable, Hashable {
    /// Dollars for reading a million cached tokens.
    package var read: Double
    /// Dollars for writing a million tokens to the cache.
    package var write: Double
    /// Dollars for a million tokens of output.
    package var output: Double

    /// Makes prices from their parts.
    package init(read: Double, write: Double, output: Double) {
      self.read = read
      self.write = write
      self.output = output
    }
  }

  /// Tokens by class.
  package struct Volume: Codable, Sendable, Hashable {
    /// Read from the cache.
    package var read: Double
    /// Written to it.
    package var write: Double
    /// Answered.
    package var output: Double

    /// Makes a volume from its parts.
    package init(read: Double, write: Double, output: Double) {
      self.read = read
      self.write = write
      self.output = output
    }

    /// The share of all tokens that are cache reads, 0 to 1.
    package var readShare: Double { read / (read + write + output) }

    /// Returns the dollars at `prices`.
    package func cost(_ prices: Prices) -> Double {
      (read * prices.read + write * prices.write + output * prices.output) / 1_000_000
    }

    /// Returns the share of the cost that cache reads are, 0 to 1.
    package func readCostShare(_ prices: Prices) -> Double {
      read * prices.read / 1_000_000 / cost(prices)
    }
  }

  /// Returns the tokens of `turns` turns that begin with `context` tokens nobody cached.
  package func volume(turns: Int, context: Double) -> Volume {
    guard turns > 0 else { return Volume(read: 0, write: 0, output: 0) }
    let later = Double(turns - 1)
    return Volume(
      read: later * context + growth * later * (later - 1) / 2, write: context + later * growth,
      output: Double(turns) * output)
  }

  /// The whole loop's tokens.
  package var volume: Volume { volume(turns: turns, context: base) }

  /// What is handed over when the tier changes in the middle of a loop.
  package enum HandOff: Codable, Sendable, Hashable {
    /// Everything that was said so far.
    case transcript
    /// A packet of so many tokens: plan, diff, what failed.
    case packet(Double)
  }

  /// Returns what the loop costs as a share of all-premium where premium makes the first ten turns,
  /// cheap the middle, and premium the rest; both changes hand over context that the other tier's
  /// cache does not hold.
  ///
  /// - Parameters:
  ///   - cheapTurns: turns of the loop that move.
  ///   - longer: how many times as many turns cheap takes for them.
  package func relativeCost(
    cheapTurns: Int, longer: Int = 1, premium: Prices, cheap: Prices, handOff: HandOff
  ) -> Double {
    let first = min(10, turns - cheapTurns)
    let last = turns - cheapTurns - first
    let middle = cheapTurns * longer
    func context(after turns: Int) -> Double {
      switch handOff {
      case .transcript: base + Double(turns) * growth
      case .packet(let size): size
      }
    }
    let cost =
      volume(turns: first, context: base).cost(premium)
      + volume(turns: middle, context: context(after: first)).cost(cheap)
      + volume(turns: last, context: context(after: first + middle)).cost(premium)
    return cost / volume.cost(premium)
  }
}
