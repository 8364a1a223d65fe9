import TandemCode

/// Swift's functions of one expression, which they return without a word for it: where another statement
/// joins it, it needs the word.
extension CodeModel {
  /// Whether statement `index` is a block's only one, and one expression as far as can be told; what stands
  /// in its closures is no statement of the block.
  func isAlone(_ index: Int) -> Bool {
    let statement = statements[index]
    guard statement.kind == .expression || statement.kind == .other else { return false }
    let before = index > 0 ? statements[index - 1].depth : 0
    let next = statements[(index + 1)...].first {
      $0.bytes.lowerBound >= statement.bytes.upperBound
    }
    return before < statement.depth && (next?.depth ?? 0) < statement.depth
  }

  /// Whether statement `index` is all of a function that returns it.
  func isReturnedAlone(_ index: Int) -> Bool {
    guard dialect.language == .swift, index > 0, index < statements.count, isAlone(index) else {
      return false
    }
    let function = statements[index - 1]
    return function.kind == .function
      && !["", "Void", "()", "init", "init?"].contains(function.result)
  }
}
