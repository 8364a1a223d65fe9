/// Pieces of work on every core, their results taken in order.
enum Parallel {
  /// Makes `count` results, at most `width` of them at once, and merges them in the order of their
  /// numbers.
  static func each<Result: Sendable>(
    _ count: Int, width: Int, _ make: @escaping @Sendable (Int) -> Result,
    merge: (Result) -> Void
  ) async {
    var waiting: [Int: Result] = [:]
    var next = 0
    await withTaskGroup(of: (Int, Result).self) { group in
      var started = 0
      while started < min(count, max(1, width)) {
        let number = started
        group.addTask { (number, make(number)) }
        started += 1
      }
      while let (number, result) = await group.next() {
        if started < count {
          let number = started
          group.addTask { (number, make(number)) }
          started += 1
        }
        waiting[number] = result
        while let ready = waiting.removeValue(forKey: next) {
          merge(ready)
          next += 1
        }
      }
    }
  }
}
