// A build without tests (`swift build -c release`) has no such module, and compiles this target too.
#if canImport(Testing)
  import FoundationEssentials
  import Testing

  extension ToolNeed {
    /// Skips the test that runs, or fails it under `CI=true`, unless all needs are met.
    ///
    /// - Throws: Where one is not.
    package static func require(_ needs: [String]) throws {
      if needs.contains(long), ProcessInfo.processInfo.environment["TANDEM_LONG"] != "1" {
        try Test.cancel("this takes long: make test-long")
      }
      let missing = needs.filter { $0 != long }.map(ToolNeed.init).filter { !$0.isMet }.map(\.text)
      if missing.isEmpty { return }
      let words = "this machine lacks " + missing.joined(separator: ", ")
      if ProcessInfo.processInfo.environment["CI"] == "true" {
        throw ProcessProblem(description: words)
      }
      try Test.cancel("\(words)")
    }
  }
#endif
