import TandemCode
import TandemCore
import TandemTestKit
import Testing

@testable import TandemIndex

/// What a segment gives back is what was put in, and damage is seen.
@Suite struct SegmentTests {
  private static let python = """
    import os
    from shop.dates import parse_date

    class Cart:
        rate = 1

        def total(self):
            total = 0
            return total

    def free():
        pass
    """

  private func segment(_ files: [String: String]) throws -> (Segment, [String: SegmentKey]) {
    var builder = SegmentBuilder()
    var keys: [String: SegmentKey] = [:]
    for (number, path) in files.keys.sorted().enumerated() {
      let key = SegmentKey(String(number + 1, radix: 16), kind: FileReading.kind(of: path))
      keys[path] = key
      FileReading.add(files[path].map { Array($0.utf8) }, key, to: &builder)
    }
    return (try #require(Segment(builder.finish())), keys)
  }

  /// A term's places: the piece's lines and how often.
  private func places(_ segment: Segment, _ word: String) -> [String] {
    var found: [String] = []
    segment.forEachPosting(of: StableHash.number(word.utf8)) { piece, count in
      let place = segment.piece(piece)
      found.append(
        "\(place.text): \(segment.name(of: place)) \(place.lines.lowerBound)-"
          + "\(place.lines.upperBound) x\(count)")
    }
    return found
  }

  @Test func `a file is its pieces, definitions, words and imports`() throws {
    let (segment, keys) = try segment(["a.py": Self.python])
    let key = try #require(keys["a.py"])
    let text = try #require(segment.text(key))
    #expect(
      segment.pieces(of: text).map { segment.name(of: segment.piece($0)) }
        == ["lines 1-3", "Cart", "Cart.total", "lines 10-10", "free"])
    #expect(
      segment.definitions(of: text).map { segment.name(of: segment.definition($0)) }
        == ["Cart", "Cart.total", "free"])
    #expect(places(segment, "total") == ["0: Cart.total 7-9 x3"])
    #expect(places(segment, "parse_date") == ["0: lines 1-3 1-3 x1"])
    #expect(places(segment, "nowhere") == [])
    #expect(segment.wordCount(of: text) == CodeWords.split(Self.python).count)
    #expect(
      FileReading.imports(of: text, in: segment) == ["os", "shop.dates", "shop.dates.parse_date"])
    var named: [Int] = []
    segment.forEachPosting(of: TermHash.definition("total".utf8)) { place, _ in
      named.append(segment.definition(place).lines.lowerBound)
    }
    #expect(named == [7])
  }

  @Test func `words are counted whole however many stand between`() throws {
    let many = (0..<5_000).map { "w\($0)x" }.joined(separator: " ")
    let (segment, _) = try segment(["a.txt": many + " " + many])
    let counts = (0..<5_000).map { number in
      var counts: [Int] = []
      segment.forEachPosting(of: StableHash.number("w\(number)x".utf8)) { counts.append($1) }
      return counts
    }
    #expect(counts == [[Int]](repeating: [2], count: 5_000))
  }

  @Test func `a function within a function is a piece beside, and counts for nothing twice`() throws
  {
    let text = """
      def outer():
          def inner():
              def deep():
                  def deeper():
                      coin = 1
          return inner
      class Purse:
          coin = 2
      """
    let (segment, keys) = try segment(["a.py": text])
    let found = try #require(keys["a.py"].flatMap { segment.text($0) })
    #expect(
      segment.pieces(of: found).map { segment.name(of: segment.piece($0)) }
        == ["outer", "outer.inner", "outer.inner.deep", "Purse"])
    #expect(segment.outerPieceCount(of: found) == 2)
    #expect(
      places(segment, "coin") == [
        "0: outer 1-6 x1", "0: outer.inner 2-5 x1", "0: outer.inner.deep 3-5 x1", "0: Purse 7-8 x1",
      ])
    var counts: [Int] = []
    segment.forEachText(of: StableHash.number("coin".utf8)) { counts.append($1) }
    #expect(counts == [2])
  }

  @Test func `what is no text is known, and has no words`() throws {
    var builder = SegmentBuilder()
    let keys = (1...3).map { SegmentKey(String($0), kind: FileReading.kind(of: "a.py")) }
    FileReading.add(Array("a\0b".utf8), keys[0], to: &builder)
    FileReading.add(nil, keys[1], to: &builder)
    FileReading.add([], keys[2], to: &builder)
    let segment = try #require(Segment(builder.finish()))
    #expect(keys.map { segment.text($0).map { segment.flags(of: $0) } } == [0, 0, 3])
    #expect(segment.text(SegmentKey("4", kind: keys[0].kind)) == nil)
    #expect(segment.text(keys[0].read(as: 77)) == nil)
  }

  @Test func `postings are what counting gives, over random texts`() throws {
    var random = RandomStream(7)
    let words = (0..<40).map { "word\($0 % 7)x\($0)" }
    var files: [String: String] = [:]
    for file in 0..<30 {
      let text = (0..<Int.random(in: 0...400, using: &random)).map { _ in
        words[Int.random(in: 0..<words.count, using: &random)]
          + (Int.random(in: 0..<9, using: &random) == 0 ? "\n" : " ")
      }
      files["f\(file).txt"] = text.joined()
    }
    let (segment, keys) = try segment(files)
    for word in Set(files.values.flatMap { CodeWords.split($0) }) {
      var found: [Int: Int] = [:]
      segment.forEachPosting(of: StableHash.number(word.utf8)) { piece, count in
        found[segment.text(ofPiece: piece), default: 0] += count
      }
      var expected: [Int: Int] = [:]
      for (path, key) in keys {
        let count = CodeWords.split(files[path] ?? "").count { $0 == word }
        if count > 0 { expected[try #require(segment.text(key))] = count }
      }
      #expect(found == expected)
    }
  }

  @Test func `damage anywhere is seen, or changes nothing`() throws {
    let (whole, _) = try segment(["a.py": Self.python, "b.txt": "some other words\n"])
    let bytes = whole.copy()
    #expect(Segment(Self.memory(bytes.dropLast())) == nil)
    #expect(Segment(Self.memory([])) == nil)
    let facts = Self.facts(whole)
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 0x55
      guard let segment = Segment(Self.memory(damaged)) else { continue }
      // Postings and names are checked when they are read.
      let now = Self.facts(segment)
      #expect(now == facts || now.contains("damaged"))
    }
  }

  private static func memory(_ bytes: some Collection<UInt8>) -> SegmentMemory {
    SegmentMemory(count: max(1, bytes.count)) { $0.copyBytes(from: bytes) }
  }

  /// All that the two files' segment says, as text.
  private static func facts(_ segment: Segment) -> String {
    var facts = ""
    for word in ["total", "cart", "parse_date", "other", "words", "os", "free"] {
      let isIntact = segment.forEachPosting(of: StableHash.number(word.utf8)) { piece, count in
        facts += "\(word) \(piece) \(count)\n"
      }
      if !isIntact { facts += "damaged" }
    }
    for piece in 0..<segment.pieceCount {
      let place = segment.piece(piece)
      let name = segment.name(of: place)
      facts += place.isDefinition && name.hasPrefix("lines") ? "damaged" : name + "\n"
    }
    return facts
  }
}

extension Segment {
  /// Its bytes.
  fileprivate func copy() -> [UInt8] { Array(memory.bytes) }
}
