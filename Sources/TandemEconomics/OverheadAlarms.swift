import TandemCore
import TandemRouting

extension AlarmInput {
  /// Calls that take far longer than they usually do.
  func latencySpikes() -> Alarm {
    let rows = latencies.filter { $0.count >= thresholds.minimum }
    func severity(_ row: Latency) -> Double {
      max(
        row.tail / thresholds.tail, Double(row.spikes) / Double(row.count) / thresholds.spikes)
    }
    let worst = rows.max { severity($0) < severity($1) }
    let place = worst.map { " (\($0.kind.rawValue), \($0.tier.rawValue))" } ?? ""
    return Alarm(
      "latency spikes",
      meaning: "Some calls take many times as long as usual, and somebody waits for them\(place).",
      formula: "95th percentile / median of seconds, worst step kind and tier; or robust z > 6",
      value: worst?.tail ?? 0, unit: .ratio, count: worst?.count ?? 0, cases: "calls",
      threshold: thresholds.tail, isRaised: worst.map { $0.tail > thresholds.tail } ?? false,
      needs: thresholds.minimum, change: "models.TIER: another model or endpoint",
      figures: worst.map {
        [
          .init(
            "calls with robust z > 6", Double($0.spikes) / Double($0.count), .share, $0.count,
            above: thresholds.spikes),
          .init("median seconds", $0.median, .ratio, $0.count),
          .init("95th percentile, seconds", $0.p95, .ratio, $0.count),
        ]
      } ?? [])
  }

  /// What deciding costs where there is little to decide.
  func tinyOverhead() -> Alarm {
    var (count, routing) = (0, MicroDollars.zero)
    var (all, scope) = (MicroDollars.zero, MicroDollars.zero)
    for run in tallies.runs where run.isCounted && run.mode != .direct && run.files == 1 {
      guard run.firstTier != nil, run.lines <= thresholds.tinyLines else { continue }
      count += 1
      routing += run.routingMoney + tallies.assumptions.waiting(run.judgeSeconds)
      scope += run.overheadMoney - run.routingMoney
      all += run.parts.machine
    }
    let value = routing.share(of: all)
    return Alarm(
      "routing overhead on tiny tasks",
      meaning: "Deciding how to route costs more than tiny changes can save.",
      formula:
        "triage and judge, with the wait for the judge / machine cost of changes up to "
        + "\(thresholds.tinyLines) lines",
      value: value, count: count, cases: "tiny changes", threshold: thresholds.overhead,
      isRaised: value > thresholds.overhead, needs: thresholds.minimum,
      change: "routing.mode: auto",
      figures: [.init("scope's share of the same", scope.share(of: all), .share, count)])
  }

  /// What it costs to tell the next model what the last one knew.
  func handOffTax() -> Alarm {
    var (written, total, switches) = (MicroDollars.zero, MicroDollars.zero, 0)
    var (read, prompt) = (0, 0)
    for index in facts.indices {
      var last: Tier?
      for call in facts[index].calls {
        total += call.cost
        read += call.usage.cacheRead
        prompt += call.usage.cacheRead + call.usage.input + call.usage.cacheWrite
        if let last, last != call.tier {
          switches += 1
          var classes = ClassCost()
          classes.add(call)
          written += classes.cacheWrite
        }
        last = call.tier
      }
    }
    let value = written.share(of: total)
    return Alarm(
      "hand-off tax",
      meaning: "Much of the money goes into telling the next model what the last one knew.",
      formula: "cache writes in the first call after a change of tier, apportioned / all models",
      value: value, count: switches, cases: "changes of tier", threshold: thresholds.handOff,
      isRaised: value > thresholds.handOff, needs: thresholds.minimum,
      change: "routing.packet_tokens: lower",
      figures: [
        .init("prompt tokens read from caches", Share(read, of: prompt).value, .share, switches)
      ])
  }
}
