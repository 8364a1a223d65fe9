import TandemConfig

/// The flags that are settings.
extension Arguments {
  /// Those that a run keeps: what it works on and with, but no limit and nobody's trust.
  private static let kept:
    [(key: String, path: any WritableKeyPath<Arguments, String?> & Sendable)] = [
      ("tests.command", \.testCommand), ("tests.directory", \.directory),
      ("models.premium", \.premium), ("models.cheap", \.cheap), ("routing.mode", \.mode),
    ]

  /// The given ones that a run keeps, by key.
  var settings: [String: String] {
    Dictionary(
      uniqueKeysWithValues: Self.kept.compactMap { flag in
        self[keyPath: flag.path].map { (flag.key, $0) }
      })
  }

  /// Takes over what an earlier command was given, where this one says nothing.
  mutating func keep(_ settings: [String: String]) {
    for (key, path) in Self.kept { self[keyPath: path] = self[keyPath: path] ?? settings[key] }
  }

  /// All of them, as the configuration takes them.
  var flags: [ConfigFlag] {
    let given: [(key: String, name: String, text: String?)] = [
      ("budget.run", "--max-cost", maxCost), ("time.run", "--max-time", maxTime),
      ("routing.mode", "--mode", mode), ("time.deadline", "--deadline", deadline),
      ("tests.command", "--test-cmd", testCommand), ("tests.directory", "--dir", directory),
      ("models.premium", "--premium", premium), ("models.cheap", "--cheap", cheap),
      ("review.fail_level", "--fail-level", failLevel),
      ("sandbox.mode", "--no-sandbox", noSandbox ? "off" : nil),
    ]
    return given.compactMap { flag in
      flag.text.map { ConfigFlag(key: flag.key, name: flag.name, text: $0) }
    }
  }
}
