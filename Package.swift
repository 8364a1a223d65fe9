// swift-tools-version: 6.2
import PackageDescription

/// Tandem's rooms, in the order of the README's architecture section: a target may import any
/// target listed earlier, never one listed later. `Tests/ArchitectureTests` holds this true.

let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// A library of ours: its name and the targets it may import.
func room(_ name: String, _ uses: [String] = [], resources: [Resource] = []) -> Target {
  .target(
    name: name,
    dependencies: uses.map { .byName(name: $0) },
    resources: resources,
    swiftSettings: swiftSettings)
}

/// The tests of one room; they may use everything that the room may, and the test kit.
func tests(_ room: String, _ uses: [String] = []) -> Target {
  .testTarget(
    name: room + "Tests",
    dependencies: ([room, "TandemTestKit"] + uses).map { .byName(name: $0) },
    swiftSettings: swiftSettings)
}

/// A Debian library, seen through a module map and inline shims for its variadic calls.
func debian(_ name: String, _ pkgConfig: String, _ package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

/// The prompts of `prompts/`, compiled into the binary.
let prompts = [
  "triage", "rerank", "scope", "reproduce", "draft", "edit-blocks", "expectation", "review",
  "reask",
]

let targets: [Target] = [
  debian("CGit2", "libgit2", "libgit2-dev"),
  debian("CSQLite", "sqlite3", "libsqlite3-dev"),
  debian("CCurl", "libcurl", "libcurl4-openssl-dev"),
  debian("CYAML", "yaml-0.1", "libyaml-dev"),
  debian("CExpat", "expat", "libexpat1-dev"),
  .target(name: "CLinux", cSettings: [.define("_GNU_SOURCE")]),

  room("TandemCore"),
  room("TandemCode", ["TandemCore"]),
  room("TandemTriage", ["TandemCore", "TandemCode"]),
  room("TandemPatch", ["TandemCore"]),
  room("TandemReview", ["TandemCore", "TandemCode", "TandemPatch"]),
  room(
    "TandemRouting", ["TandemCore", "TandemPatch"],
    resources: [.embedInCode("Prices/book.json")]),
  room("TandemEconomics", ["TandemCore", "TandemRouting"]),
  room(
    "TandemPrompts", ["TandemCore"],
    resources: prompts.map { .embedInCode("../../prompts/\($0).md") }),

  room("TandemConfig", ["CYAML", "TandemCore"]),
  room("TandemSQLite", ["CSQLite"]),
  room("TandemStore", ["TandemCore", "TandemRouting", "TandemSQLite"]),
  room("TandemGit", ["CGit2", "TandemCore"]),
  room("TandemSandbox", ["CLinux", "TandemCore"]),
  room("TandemWorkspace", ["CLinux", "TandemCore", "TandemGit", "TandemSandbox"]),
  room(
    "TandemChecks", ["CExpat", "TandemCore", "TandemCode", "TandemWorkspace"],
    resources: [
      "report.py", "pytest_reporter.py", "unittest_reporter.py", "node_reporter.mjs",
      "TandemReporter.java", "mocha_reporter.cjs",
    ].map { .embedInCode("Reporters/\($0)") }),
  room("TandemHTTP", ["CCurl", "TandemCore"]),
  room("TandemModels", ["TandemCore", "TandemHTTP"]),

  room("TandemIndex", ["TandemCore", "TandemCode", "TandemGit"]),
  room("TandemRetrieval", ["TandemCore", "TandemCode", "TandemGit", "TandemIndex"]),
  room(
    "TandemRepair",
    ["TandemCore", "TandemCode", "TandemPatch", "TandemWorkspace", "TandemChecks"],
    resources: ["repair", "search", "tracing", "swapping", "children", "behaviour", "comparison"]
      .map {
        .embedInCode("Python/tandem_\($0).py")
      } + [.embedInCode("Java/TandemTry.java")]
      + ["c", "go", "java", "javascript", "rust", "swift", "typescript"].map {
        .embedInCode("Probes/probe-\($0).txt")
      }
      + ["c", "go", "rust", "swift"].map { .embedInCode("Schemata/switch-\($0).txt") }
      + [.embedInCode("Shell/tries.sh")]
      + [
        "jest", "jest_reporter", "jest_rounds", "lane", "mocha",
        "mocha_rounds", "modules", "node_test", "node_test_rounds", "overlay", "packages",
        "rounds", "runner", "threads", "tries",
      ].map {
        .embedInCode("Node/tandem_\($0).cjs")
      }),
  room(
    "TandemDraft",
    ["TandemCore", "TandemCode", "TandemPatch", "TandemPrompts"]),

  room(
    "TandemPipeline",
    [
      "TandemCore", "TandemCode", "TandemTriage", "TandemPatch", "TandemReview", "TandemRouting",
      "TandemEconomics", "TandemPrompts", "TandemConfig", "TandemStore", "TandemGit",
      "TandemSandbox",
      "TandemWorkspace", "TandemChecks", "TandemModels", "TandemRetrieval", "TandemRepair",
      "TandemDraft",
    ]),
  room("TandemReport", ["TandemCore", "TandemReview", "TandemRouting", "TandemEconomics"]),
  room(
    "TandemCLI",
    [
      "TandemCore", "TandemTriage", "TandemPatch", "TandemRouting", "TandemEconomics",
      "TandemConfig", "TandemStore", "TandemGit",
      "TandemSandbox", "TandemWorkspace", "TandemChecks", "TandemHTTP", "TandemModels",
      "TandemRetrieval", "TandemPipeline", "TandemReport",
    ]),
  room(
    "TandemBench",
    [
      "TandemCore", "TandemTriage", "TandemReview", "TandemPatch", "TandemRouting",
      "TandemEconomics", "TandemGit", "TandemSandbox", "TandemSQLite", "TandemStore",
      "TandemWorkspace",
      "TandemChecks", "TandemHTTP", "TandemModels", "TandemIndex", "TandemRetrieval",
      "TandemPipeline",
    ]),
  .executableTarget(
    name: "tandem", dependencies: ["TandemCLI"], swiftSettings: swiftSettings),
  .executableTarget(
    name: "tandem-bench", dependencies: ["TandemBench"], swiftSettings: swiftSettings),

  .target(
    name: "TandemTestKit",
    dependencies: ["TandemCore", "TandemGit"],
    path: "Tests/TandemTestKit",
    swiftSettings: swiftSettings),
  tests("TandemCore"),
  tests("TandemCode", ["TandemCore"]),
  tests("TandemTriage", ["TandemCore"]),
  tests("TandemPatch", ["TandemCore"]),
  tests("TandemReview", ["TandemCore"]),
  tests("TandemRouting", ["TandemCore"]),
  tests("TandemEconomics", ["TandemCore", "TandemRouting"]),
  tests("TandemPrompts", ["TandemCore"]),
  tests("TandemConfig", ["TandemCore"]),
  tests("TandemSQLite"),
  tests("TandemStore", ["TandemCore", "TandemSQLite"]),
  tests("TandemGit", ["TandemCore"]),
  tests("TandemSandbox", ["TandemCore"]),
  tests("TandemWorkspace", ["TandemCore", "TandemGit", "TandemSandbox"]),
  tests("TandemChecks", ["TandemCore", "TandemGit", "TandemSandbox", "TandemWorkspace"]),
  tests("TandemHTTP", ["TandemCore"]),
  tests("TandemModels", ["TandemCore", "TandemHTTP"]),
  tests("TandemIndex", ["TandemCore", "TandemCode", "TandemGit"]),
  tests(
    "TandemRetrieval", ["TandemCore", "TandemCode", "TandemTriage", "TandemGit", "TandemIndex"]),
  tests(
    "TandemRepair",
    ["TandemCore", "TandemGit", "TandemSandbox", "TandemWorkspace", "TandemChecks"]),
  tests("TandemDraft", ["TandemCore"]),
  tests("TandemPipeline", ["TandemCore", "TandemGit"]),
  tests("TandemReport", ["TandemCore", "TandemEconomics", "TandemRouting"]),
  tests("TandemCLI", ["TandemCore", "tandem", "TandemGit"]),
  .testTarget(
    name: "ArchitectureTests", dependencies: ["TandemTestKit"], swiftSettings: swiftSettings),
]

let package = Package(
  name: "tandem",
  products: [
    .executable(name: "tandem", targets: ["tandem"]),
    .executable(name: "tandem-bench", targets: ["tandem-bench"]),
  ],
  targets: targets)
