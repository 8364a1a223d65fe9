import FoundationEssentials
import TandemConfig
import TandemCore
import TandemGit
import TandemReport
import TandemRouting

/// `tandem prices`: what models cost today, where the prices were read, and what is wrong with them.
enum PricesCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let config = try config(arguments, host)
    let book = try PriceBook(shippedWith: config, host)
    let wanted = arguments.positional.first
    let now = Int64(RunWiring.now())
    let today = Day(secondsSince1970: now)
    let rows = book.rows.filter { row in
      (arguments.all || (row.from <= today && row.to.map { today <= $0 } ?? true))
        && (wanted.map { "\(row.provider)/\(row.model)".contains($0) } ?? true)
    }
    if arguments.json {
      for row in rows { host.print(try JSONLine.of(PriceLine(row))) }
    } else if !rows.isEmpty {
      host.print(PricesText.table(rows))
      for source in Set(rows.map(\.source)).sorted() { host.print("  read in: \(source)") }
    }
    if rows.isEmpty, let wanted {
      host.printError("\(PriceBook.hint(pricing: wanted))")
      return 1
    }
    let faults = book.lint()
    faults.forEach { host.printError($0) }
    return faults.isEmpty ? 0 : 1
  }

  /// The configuration, with the repository's file where there is a repository.
  private static func config(_ arguments: Arguments, _ host: Host) throws -> ResolvedConfig {
    if let repository = try? Repository.open(arguments, host) {
      return try Session.loadConfig(arguments, host, repository, base: "HEAD")
    }
    return try Session.userConfig(arguments, host)
  }
}

/// One row as `tandem prices --json` prints it; prices in micro-dollars for a million tokens.
private struct PriceLine: Encodable {
  let schema = "tandem.price/1"
  let id: String
  let row: PriceRow

  init(_ row: PriceRow) {
    id = row.id
    self.row = row
  }
}
