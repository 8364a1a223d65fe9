import TandemChecks
import TandemCore
import TandemWorkspace
import Testing

@Suite struct CargoAdapterTests {
  static let needs = ["cargo>=1.60"]
  static let manifest = "[package]\nname = \"fx\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"

  @Test func `ids, kinds and counts are cargo's own`() async throws {
    let scene = try await AdapterScene(
      [
        "Cargo.toml": Self.manifest,
        "src/lib.rs": """
        //! ```
        //! assert_eq!(fx::add(1, 2), 3);
        //! ```
        pub mod deep;
        /// ```
        /// assert_eq!(fx::add(1, 2), 4);
        /// ```
        /// ```
        /// fx::add(0, 0);
        /// ```
        pub fn add(a: i32, b: i32) -> i32 { a + b }
        #[cfg(test)]
        mod tests {
            #[test] fn ok() {}
            #[test] fn bad() { assert_eq!(crate::add(1, 2), 4, "sums") }
            #[test] #[ignore = "slow"] fn off() {}
            #[test] #[should_panic] fn no_panic() {}
        }
        """,
        "src/deep.rs": "#[cfg(test)] mod tests { #[test] fn ok() {} }",
        "tests/it.rs": "#[test] fn res() -> Result<(), String> { Err(\"nope\".into()) }",
      ], needs: Self.needs)
    #expect(
      scene.detected.reason == "Cargo.toml is a Cargo manifest and src/deep.rs has tests")
    let run = try await scene.run()
    #expect(run.ending == .completed)
    #expect(
      run.statuses == [
        "src/lib.rs::tests::ok": .passed, "src/lib.rs::tests::bad": .failed,
        "src/lib.rs::tests::off": .skipped, "src/lib.rs::tests::no_panic": .failed,
        "src/lib.rs::deep::tests::ok": .passed, "tests/it.rs::res": .failed,
        "src/lib.rs -": .passed, "src/lib.rs - add": .failed, "src/lib.rs - add #2": .passed,
      ])
    let failure = run.byTest[TestID("src/lib.rs::tests::bad")]?.failure
    #expect(failure?.errorClass == "assertion")
    #expect(failure?.message.hasPrefix("assertion `left == right` failed: sums") ?? false)
    #expect(scene.adapter.file(of: TestID("src/lib.rs::deep::tests::ok")) == "src/deep.rs")
    #expect(scene.adapter.file(of: TestID("src/lib.rs::tests::ok")) == "src/lib.rs")
    let one = try await scene.run(.files(["tests/it.rs"]))
    #expect(one.command == "cargo test --test it")
    #expect(one.statuses == ["tests/it.rs::res": .failed])
    let parted = try await scene.runInSteps(["src/lib.rs::tests::ok", "tests/it.rs::res"])
    #expect(
      parted.statuses == ["src/lib.rs::tests::ok": .passed, "tests/it.rs::res": .failed])
  }

  @Test func `an abort is not believed and a test that is red once is flaky`() async throws {
    let scene = try await AdapterScene(
      [
        "Cargo.toml": Self.manifest, "src/lib.rs": "",
        "tests/it.rs": """
        #[test] fn flaky() { assert_ne!(std::env::var("RUN").as_deref(), Ok("1")); }
        #[test] fn red() { panic!("always") }
        """,
      ], needs: Self.needs)
    let baseline = try await scene.baseline()
    #expect(baseline.flaky == [TestID("tests/it.rs::flaky")])
    #expect(baseline.failing == [TestID("tests/it.rs::red")])
    let abort = FileChange(
      path: "tests/it.rs", text: "#[test] fn dies() { std::process::abort() }\n")
    let run = try await scene.run(changes: [abort])
    guard case .broken(let reason) = run.ending else {
      Issue.record("\(run.ending)")
      return
    }
    #expect(reason.hasPrefix("tests/it.rs did not come to the end of its tests"))
    #expect(run.output.contains("SIGABRT"))
    let typo = FileChange(path: "src/lib.rs", text: "pub fn broken( {}\n")
    let unbuilt = try await scene.run(changes: [typo])
    guard case .broken(let why) = unbuilt.ending else {
      Issue.record("\(unbuilt.ending)")
      return
    }
    #expect(why.hasPrefix("the code could not be built: error: "))
  }

  @Test func `crates of a workspace are told apart`() async throws {
    let crate = { (name: String) in Self.manifest.replacing("fx", with: name) }
    let scene = try await AdapterScene(
      [
        "Cargo.toml": "[workspace]\nmembers = [\"one\", \"the-other\"]\nresolver = \"2\"\n",
        "one/Cargo.toml": crate("one"), "one/src/lib.rs": "#[test] fn a() {}",
        "the-other/Cargo.toml": crate("the-other"), "the-other/src/lib.rs": "#[test] fn a() {}",
      ], needs: Self.needs)
    let run = try await scene.run()
    #expect(
      run.statuses == ["one/src/lib.rs::a": .passed, "the-other/src/lib.rs::a": .passed])
  }
}
