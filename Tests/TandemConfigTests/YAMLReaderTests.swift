import Testing

@testable import TandemConfig

@Suite struct YAMLReaderTests {
  func refusal(_ text: String) -> String? {
    refusal(Array(text.utf8))
  }
  func refusal(_ bytes: [UInt8]) -> String? {
    do throws(ConfigError) {
      _ = try YAMLReader.read(bytes, file: "f.yml")
      return nil
    } catch {
      return error.place + ": " + error.message
    }
  }

  @Test func theDangerousPartsOfYAMLAreRefusedWhereTheyStand() {
    let cases = [
      ("a:\n  b: &x 1", "f.yml:2:6: anchors (&) are not read"),
      ("a: &x [1]", "f.yml:1:4: anchors (&) are not read"),
      ("&x a: 1", "f.yml:1:1: anchors (&) are not read"),
      ("a: *x", "f.yml:1:4: aliases (*) are not read"),
      ("a: !!python/object:os.system x", "f.yml:1:4: tags (!) are not read"),
      ("a: !include x", "f.yml:1:4: tags (!) are not read"),
      ("!!map {a: 1}", "f.yml:1:1: tags (!) are not read"),
      ("a: 1\n<<: {b: 2}", "f.yml:2:1: merge keys (<<) are not read"),
      ("a: 1\n---\nb: 2", "f.yml:2:1: a second document begins"),
      ("a: 1\nb: 2\na: 3", "f.yml:3:1: “a” is set a second time (first in line 1)"),
      ("a: {b: 1, b: 2}", "f.yml:1:11: “b” is set a second time (first in line 1)"),
      ("[1, 2]: x", "f.yml:1:1: a key must be a plain text"),
      ("{a: 1}: x", "f.yml:1:1: a key must be a plain text"),
      ("%YAML 1.1\n---\na: 1", "f.yml:1:1: directives (%) are not read"),
      ("a: \"x\\0y\"", "f.yml:1:4: contains a control character"),
      ("a: \"\\e[31m\"", "f.yml:1:4: contains a control character"),
      ("a: [1", "f.yml:2:1: is no YAML: did not find expected ',' or ']'"),
      ("a:\n\tb: 1", "f.yml:2:1: is no YAML: found character that cannot start any token"),
      (
        "a: " + String(repeating: "[", count: 500),
        "f.yml:1:12: is nested more than 8 deep"
      ),
      (
        "a: " + String(repeating: "{a: ", count: 500),
        "f.yml:1:36: is nested more than 8 deep"
      ),
    ]
    for (text, expected) in cases { #expect(refusal(text) == expected, "\(text.prefix(40))") }
  }

  @Test func sizeAndEncodingAreBounded() {
    let large = "a: " + String(repeating: "x", count: 64 * 1024)
    #expect(refusal(large) == "f.yml: has 65539 bytes; the most is 65536")
    #expect(refusal([0x61, 0x3a, 0x20, 0xff]) == "f.yml: byte 3: invalid leading UTF-8 octet")
    // UTF-16 is not guessed.
    #expect(refusal([0xff, 0xfe, 0x61, 0x00]) != nil)
    #expect(refusal([0x61, 0x00]) == "f.yml: byte 1: control characters are not allowed")
  }

  @Test func hostileFilesOfFullSizeEndSoon() {
    let clock = ContinuousClock()
    for piece in ["[", "{", "? ", "- ", "a: ", "\"", "&a ", "#\n", "a\n", "'", "|\n", "- - - -\n"] {
      let text = String(repeating: piece, count: YAMLReader.largestFile / piece.utf8.count)
      let seconds = clock.measure { _ = refusal(text) }
      #expect(seconds < .seconds(2), "\(piece)")
    }
  }

  @Test func noDamagedFileCrashes() {
    let file = Array(
      "tests:\n  command: 'a b'\n  setup: [x, \"y\\n\"]\nbudget: {run: $1}\n# ä\n".utf8)
    let pieces: [[UInt8]] =
      ["&a", "*a", "!", "\t", "\n", "[", "{", "}", ":", "-", "|", "\"", "\u{85}"].map {
        Array($0.utf8)
      } + [[0], [0xff], [0xc3]]
    var refused = 0
    for position in file.indices {
      for piece in pieces {
        for length in 0...1 {
          var damaged = file
          damaged.replaceSubrange(position..<position + length, with: piece)
          do { _ = try ConfigLoader.load(repositoryFile: damaged) } catch { refused += 1 }
        }
      }
    }
    #expect(refused > file.count * pieces.count)
  }

  @Test func plainYAMLIsReadWithItsPlaces() throws {
    let text = "\u{FEFF}# c\r\na: x\r\nb:\r\n  - 'y'\r\n  - |\r\n    two\r\n    lines\r\nc: ~\r\n"
    let root = try #require(try YAMLReader.read(Array(text.utf8), file: "f.yml"))
    guard case .section(let entries) = root.content else {
      Issue.record("no section")
      return
    }
    #expect(entries.map(\.key) == ["a", "b", "c"])
    #expect(entries.map(\.place.line) == [2, 3, 8])
    guard case .list(let items) = entries[1].value.content,
      case .scalar(let first) = items[0].content, case .scalar(let second) = items[1].content,
      case .nothing = entries[2].value.content
    else {
      Issue.record("not what was written")
      return
    }
    #expect(first == "y")
    #expect(second == "two\nlines\n")
    #expect(items[0].place == YAMLNode.Place(line: 4, column: 5))
    for empty in ["", "\n\n", "# only a comment\n"] {
      #expect(try YAMLReader.read(Array(empty.utf8), file: "f.yml").map(\.place) == nil)
    }
  }
}
