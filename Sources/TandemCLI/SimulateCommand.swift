import TandemCore
import TandemEconomics
import TandemReport

/// `tandem simulate`: what routing policies would cost on a mix of tasks, by the live decisions' code.
enum SimulateCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let report = await SimulationReport.make(try options(arguments))
    if arguments.json {
      host.print(try JSONLine.of(SimulationJSON.object(report)))
    } else {
      host.print(SimulationText.text(report))
    }
    return 0
  }

  static func options(_ arguments: Arguments) throws(CommandError) -> SimulationOptions {
    var options = SimulationOptions()
    if let text = arguments.runs {
      guard let runs = Int(text.replacing("_", with: "")), (100...20_000_000).contains(runs) else {
        throw .usage("--runs takes 100 to 20,000,000, not “\(text)”", nil)
      }
      options.runs = runs
    }
    if let text = arguments.seed {
      guard let seed = UInt64(text) else { throw .usage("--seed takes a whole number", nil) }
      options.seed = seed
    }
    if let text = arguments.mix {
      guard let mix = TaskMix.Preset(rawValue: text) else {
        throw .usage(
          "there is no mix of tasks “\(text)”",
          "known: " + TaskMix.Preset.allCases.map(\.rawValue).joined(separator: ", "))
      }
      options.mix = mix
    }
    if !arguments.policies.isEmpty {
      options.policies = []
      for text in arguments.policies {
        guard let name = SimulatedPolicy.Name(rawValue: text) else {
          throw .usage(
            "there is no policy “\(text)”",
            "known: " + SimulatedPolicy.Name.allCases.map(\.rawValue).joined(separator: ", "))
        }
        options.policies?.append(name)
      }
    }
    for text in arguments.assignments { try set(text, in: &options) }
    return options
  }

  /// The quantities that `--set` may change, with what they are.
  static let quantities = [
    "cheap": "dollars of a cheap draft", "premium": "dollars of a premium draft",
    "ratio": "a cheap draft's dollars as a share of a premium one's",
    "s": "chance that the verifier passes a right patch",
    "f": "chance that it passes a wrong one", "review": "dollars of a review",
    "wrong": "dollars of a wrong patch accepted", "takeover": "dollars when a person does it",
    "judge": "share of labels that the judge gets right",
  ]

  private static func set(
    _ text: String, in options: inout SimulationOptions
  ) throws(CommandError) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, quantities[parts[0]] != nil else {
      throw .usage(
        "--set \(text) sets nothing",
        quantities.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
          .joined(separator: "; "))
    }
    let value = parts[1]
    switch parts[0] {
    case "cheap": options.cheapAttempt = try money(value, text)
    case "premium": options.premiumAttempt = try money(value, text)
    case "review": options.review = try money(value, text)
    case "wrong": options.wrongPatch = try money(value, text)
    case "takeover": options.takeover = try money(value, text)
    case "s": options.passesWhenRight = try share(value, text)
    case "f": options.passesWhenWrong = try share(value, text)
    case "judge": options.judgeAccuracy = try share(value, text)
    default:
      guard let ratio = Double(value), ratio > 0, ratio <= 100 else {
        throw .usage("--set \(text): a ratio above 0, at most 100", nil)
      }
      options.priceRatio = ratio
    }
  }

  private static func money(_ text: String, _ whole: String) throws(CommandError) -> MicroDollars {
    guard let money = MicroDollars(dollars: text), money.value < 1_000_000_000_000 else {
      throw .usage("--set \(whole): “\(text)” is no amount of dollars", "write it like 0.15")
    }
    return money
  }

  private static func share(_ text: String, _ whole: String) throws(CommandError) -> Double {
    let isPercent = text.hasSuffix("%")
    guard let number = Double(isPercent ? String(text.dropLast()) : text),
      (0...1).contains(isPercent ? number / 100 : number)
    else { throw .usage("--set \(whole): “\(text)” is no share", "write it like 0.12 or 12%") }
    return isPercent ? number / 100 : number
  }
}
