import TandemCore

/// The prices this version ships, as a table to be read and corrected.
///
/// Dollars for a million tokens; `-` where the list does not say; `over` is the prompt size above
/// which the line holds, for the whole request; `write` is the five-minute cache, the only one
/// Tandem asks for. To correct a price add a line with a later `from`: old runs keep theirs.
/// Where the day on which a price began is not known, it holds from the day it was read.
extension PriceBook {
  /// The shipped book.
  package static let shipped = PriceBook(table: table, sources: sources)

  private static let table = """
    # model                             from         to   over   in  out  read write source       verified
    anthropic/claude-fable-5-1    2026-09-24          -      0   10   50  0.25 12.50 yoagent    2026-09-24
    anthropic/claude-opus-5-5     2026-09-23          -      0    4   20  0.20     5 platform   2026-09-23
    anthropic/claude-opus-5       2026-08-01          -      0    5   25  0.50  6.25 platform   2026-09-23
    anthropic/claude-sonnet-5-5   2026-09-23 2026-10-06      0    2   10  0.20  2.50 claudit    2026-10-24
    anthropic/claude-sonnet-5-5   2026-10-07          -      0    2   10  0.10  2.50 claudit    2026-10-24
    anthropic/claude-haiku-5-5    2026-10-07          -      0 0.10 0.50  0.01 0.125 claudit    2026-10-24
    anthropic/claude-haiku-5-5    2026-10-07          - 100000 0.50 2.50  0.05 0.625 claudit    2026-10-24
    anthropic/claude-haiku-4-5    2026-08-01          -      0    1    5  0.10  1.25 litellm    2026-08-01

    openai/gpt-6-astra            2026-09-25          -      0   10   50     1 12.50 yoagent    2026-09-25
    openai/gpt-6-astra            2026-09-25          - 272000   20   75     2    25 yoagent    2026-09-25
    openai/gpt-6-sol              2026-09-22          -      0    2   10  0.20  2.50 yoagent    2026-09-25
    openai/gpt-6-sol              2026-09-22          - 272000    4   15  0.40     5 yoagent    2026-09-25
    openai/gpt-6.1-sol            2026-10-26          -      0    2   10     -     - terra      2026-10-26
    openai/gpt-6.1-terra          2026-10-26          -      0    1    5  0.05  1.25 terra      2026-10-26
    openai/gpt-6.1-terra          2026-10-26          - 272000    2 7.50  0.10  2.50 terra      2026-10-26
    openai/gpt-6-luna             2026-09-25          -      0 0.10 0.50  0.01 0.125 yoagent    2026-09-25
    openai/gpt-6-luna             2026-09-25          - 272000 0.20 0.75  0.02  0.25 yoagent    2026-09-25

    # Introductory until the end of 2026.
    google/gemini-3.8-flash       2026-10-07 2026-12-31      0 0.75 3.75     -     - google     2026-10-07
    google/gemini-3.8-flash       2027-01-01          -      0 1.50 7.50     -     - google     2026-10-07
    google/gemini-3.1-pro-preview 2026-10-07          -      0    2   12  0.20     - google     2026-10-07
    google/gemini-3.1-pro-preview 2026-10-07          - 200000    4   18  0.40     - google     2026-10-07
    google/gemini-3.5-flash       2026-10-07          -      0 1.50    9  0.15     - google     2026-10-07
    google/gemini-3.5-flash-lite  2026-10-07          -      0 0.30 2.50  0.03     - google     2026-10-07

    # The peak price at all hours; it is halved outside 01-04 and 06-10 UTC on weekdays.
    deepseek/deepseek-flash       2026-10-27          -      0 0.30 1.20 0.006  0.30 deepseek   2026-10-27
    deepseek/deepseek-v4-pro-0813 2026-10-27          -      0 1.32 3.96 0.044  1.32 deepseek   2026-10-27

    qwen/qwen3.8-max              2026-08-01          -      0    2    6     -     - vercel     2026-08-01
    qwen/qwen3.7-plus             2026-08-01          -      0 0.40 1.60  0.08     - litellm    2026-08-01
    qwen/qwen3.7-plus             2026-08-01          - 256000 1.20 4.80  0.24     - litellm    2026-08-01
    qwen/qwen3-coder-plus         2026-08-01          -      0    1    5  0.10     - litellm    2026-08-01
    qwen/qwen3-coder-plus         2026-08-01          -  32000 1.80    9  0.18     - litellm    2026-08-01
    qwen/qwen3-coder-plus         2026-08-01          - 128000    3   15  0.30     - litellm    2026-08-01
    qwen/qwen3-coder-plus         2026-08-01          - 256000    6   60     -     - litellm    2026-08-01

    z-ai/glm-5.1                  2026-08-01          -      0 1.40 4.40  0.26     - litellm    2026-08-01
    moonshotai/kimi-k3            2026-08-01          -      0    3   15  0.30     - openrouter 2026-08-01
    minimax/minimax-m3            2026-08-01          -      0 0.30 1.20  0.06     - litellm    2026-08-01
    minimax/minimax-m3            2026-08-01          - 512000 0.60 2.40  0.12     - litellm    2026-08-01
    # Two lists disagree on the cache read ($0.30 and $0.50): the dearer one.
    x-ai/grok-4.5                 2026-08-01          -      0    2    6  0.50     - litellm    2026-08-01
    x-ai/grok-4.5                 2026-08-01          - 200000    4   12     -     - litellm    2026-08-01
    """

  /// Where the prices were read, by the table's short names.
  private static let sources = [
    "platform": "platform.claude.com/docs/en/about-claude/pricing",
    "claudit": "claudit v1.9.2, from the Anthropic price page",
    "yoagent": "yoagent prices.json, from the provider price page",
    "litellm": "LiteLLM cost map of 2026-08-01",
    "terra": "LiteLLM blog on GPT-6.1 Terra",
    "google": "ai.google.dev/gemini-api/docs/pricing",
    "deepseek": "api-docs.deepseek.com/quick_start/pricing",
    "vercel": "vercel.com/ai-gateway/models",
    "openrouter": "openrouter.ai/models",
  ]

  /// Reads a table of lines like the above; lines that are empty or begin with `#` are skipped.
  ///
  /// The shipped table is read once; a line that cannot be read is a mistake of ours, which a test
  /// finds (it counts the rows), so it is left out here.
  init(table: String, sources: [String: String]) {
    rows = table.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: " ").map(String.init)
      guard cells.count == 10, !line.hasPrefix("#"), let slash = cells[0].firstIndex(of: "/"),
        let from = Day(cells[1]), let verified = Day(cells[9]), let over = Int(cells[3]),
        let input = MicroDollars(dollars: cells[4]), let output = MicroDollars(dollars: cells[5]),
        let source = sources[cells[8]]
      else { return nil }
      return PriceRow(
        provider: String(cells[0][..<slash]),
        model: String(cells[0][cells[0].index(after: slash)...]), from: from, to: Day(cells[2]),
        promptOver: over, input: input.value, output: output.value,
        cacheRead: MicroDollars(dollars: cells[6])?.value,
        cacheWrite: MicroDollars(dollars: cells[7])?.value, source: source, verified: verified)
    }
  }
}
