/// Values that come in any order of their groups and are wanted group by group: a counting sort,
/// which keeps the order within each group.
struct Grouping<Value> {
  private var values: [(group: Int32, value: Value)] = []
  private var counts: [Int32]

  init(groups: Int) { counts = [Int32](repeating: 0, count: groups) }

  mutating func add(_ value: Value, to group: Int) {
    counts[group] += 1
    values.append((Int32(group), value))
  }

  /// The values by group.
  func grouped() -> Grouped<Value> {
    var starts = [Int32](repeating: 0, count: counts.count + 1)
    for group in counts.indices { starts[group + 1] = starts[group] + counts[group] }
    var next = starts
    var order = [Int32](repeating: 0, count: values.count)
    for (index, entry) in values.enumerated() {
      order[Int(next[Int(entry.group)])] = Int32(index)
      next[Int(entry.group)] += 1
    }
    return Grouped(starts: starts, values: order.map { values[Int($0)].value })
  }
}

/// Values in groups that share one array.
struct Grouped<Value> {
  fileprivate let starts: [Int32]
  fileprivate let values: [Value]

  /// The values of a group.
  subscript(group: Int) -> ArraySlice<Value> {
    values[Int(starts[group])..<Int(starts[group + 1])]
  }
}
