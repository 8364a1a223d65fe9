/// What was typed, before anything is resolved: one field a flag, nil where it was not given.
struct Arguments: Sendable, Equatable {
  var positional: [String] = []
  var repository: String?
  var base: String?
  var directory: String?
  var testCommand: String?
  var hint: String?
  var files: [String] = []
  var logs: [String] = []
  var maxCost: String?
  var maxTime: String?
  var mode: String?
  var deadline: String?
  var state: String?
  var premium: String?
  var cheap: String?
  var config: String?
  var contract: String?
  var olderThan: String?
  var largerThan: String?
  var output: String?
  var by: String?
  var note: String?
  var minutes: String?
  var days: String?
  var runs: String?
  var seed: String?
  var mix: String?
  var policies: [String] = []
  var assignments: [String] = []
  var limit: String?
  var event: String?
  var label: String?
  var report: String?
  var scope: [String] = []
  var format: String?
  var failLevel: String?
  var runTests = false
  var noSandbox = false
  var trustRepository = false
  var builtinOnly = false
  var json = false
  var stats = false
  var all = false
  var fromGit = false
  var content = false
  var coupled = false
  var quiet = false
  var sent = false
  var patch = false
  var yes = false
  var soft = false
  /// Whether a build server runs this.
  var isBuild = false
  var help = false
}
