import TandemChecks
import TandemCore
import TandemWorkspace
import Testing

@Suite struct CTestAdapterTests {
  static let needs = ["cmake>=3.10", "cc"]
  static let lists = """
    cmake_minimum_required(VERSION 3.10)
    project(fx C)
    enable_testing()
    add_executable(t t.c)
    foreach(name good bad crash skips flaky)
      add_test(NAME ${name} COMMAND t ${name})
    endforeach()
    add_test(NAME off COMMAND t good)
    set_tests_properties(off PROPERTIES DISABLED TRUE)
    set_tests_properties(skips PROPERTIES SKIP_RETURN_CODE 77)
    add_test(NAME gone COMMAND nonexistent)
    """
  static let program = """
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    int main(int count, char **words) {
      const char *run = getenv("RUN");
      if (!strcmp(words[1], "crash")) abort();
      if (!strcmp(words[1], "skips")) return 77;
      if (!strcmp(words[1], "flaky")) return run && !strcmp(run, "1");
      printf("t.c:9: running %s\\n", words[1]);
      return strcmp(words[1], "good") != 0;
    }
    """

  @Test func `names, kinds and counts are CTest's own`() async throws {
    let scene = try await AdapterScene(
      ["CMakeLists.txt": Self.lists, "t.c": Self.program], needs: Self.needs)
    #expect(scene.detected.reason == "CMakeLists.txt adds tests")
    let baseline = try await scene.baseline()
    #expect(baseline.run?.ending == .completed, "\(baseline.run?.output ?? "")")
    #expect(
      baseline.run?.statuses == [
        "good": .passed, "bad": .failed, "crash": .failed, "skips": .skipped, "flaky": .failed,
        "off": .skipped, "gone": .error,
      ])
    #expect(baseline.flaky == [TestID("flaky")])
    let run = baseline.run?.byTest ?? [:]
    #expect(run[TestID("crash")]?.failure?.errorClass == "Subprocess aborted")
    #expect(run[TestID("bad")]?.failure?.message == "t.c:9: running bad")
    let one = try await scene.run(.tests([TestID("good")]))
    #expect(one.statuses == ["good": .passed])
    let parted = try await scene.runInSteps(["good", "crash"])
    #expect(parted.statuses == ["good": .passed, "crash": .failed])
    let typo = FileChange(path: "t.c", text: "int main( {}\n")
    let unbuilt = try await scene.run(changes: [typo])
    guard case .broken(let reason) = unbuilt.ending else {
      Issue.record("\(unbuilt.ending)")
      return
    }
    #expect(reason.contains("t.c:1:11: error: "))
  }

  @Test(arguments: [
    ("", [("good", false), ("bad", true), ("crash", true), ("told", false)]),
    ("set_tests_properties(bad PROPERTIES WILL_FAIL TRUE)", [("bad", false)]),
    ("set_tests_properties(bad PROPERTIES ENVIRONMENT A=b)", [("bad", false)]),
  ])
  func `a test's own program refutes where its exit code is all that counts`(
    _ property: String, _ refuted: [(name: String, refutes: Bool)]
  ) async throws {
    let lists = """
      cmake_minimum_required(VERSION 3.10)
      project(fx C)
      enable_testing()
      add_executable(t t.c)
      foreach(name good bad crash)
        add_test(NAME ${name} COMMAND t ${name})
      endforeach()
      add_test(NAME told COMMAND t "good" "$HOME")
      \(property)
      """
    let scene = try await AdapterScene(
      ["CMakeLists.txt": lists, "t.c": Self.program], needs: Self.needs)
    for test in refuted {
      #expect(try await scene.refutes([test.name]) == test.refutes, "\(test.name)")
    }
  }
}
