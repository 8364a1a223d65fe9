/// A seeded stream of random numbers: the same seed gives the same numbers on every machine.
///
/// SplitMix64 (Steele, Lea and Flood, 2014). No defence against anybody. Inlined where it is used,
/// since a simulation does little else than draw.
public struct RandomStream: RandomNumberGenerator, Sendable {
  @usableFromInline var state: UInt64

  /// Starts the stream of `seed`; streams of other seeds are independent for our purposes.
  @inlinable public init(_ seed: UInt64) { state = seed }

  /// The next 64 bits.
  @inlinable public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }

  /// The next number of the uniform distribution over 0 ..< 1.
  @inlinable public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Whether an event of the given chance happens.
  @inlinable public mutating func happens(_ chance: Double) -> Bool { unit() < chance }
}
