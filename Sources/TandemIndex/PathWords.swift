import TandemCode
import TandemCore

/// The words of paths, as hashes of their stems.
package enum PathWords {
  /// The stems of the words of a part of a path, in order, with repetitions.
  static func stems(_ part: some Sequence<UInt8>) -> [UInt64] {
    let part = Array(part)
    return CodeWords.words(in: part).map { stem(part[$0.range]) }
  }

  /// A word without its plural ending, so that `migrations` meets `migration`.
  package static func stem(_ word: ArraySlice<UInt8>) -> UInt64 {
    let isPlural =
      word.count > 3 && word.last.map { $0 | 0x20 } == 115
      && word.dropLast().last.map { $0 | 0x20 } != 115
    return (isPlural ? word.dropLast() : word).reduce(StableHash.start) { hash, byte in
      StableHash.next(hash, byte &- 65 < 26 ? byte | 0x20 : byte)
    }
  }
}
