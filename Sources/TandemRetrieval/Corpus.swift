import TandemCode
import TandemCore
import TandemIndex

/// All that the signals look at: the query, what triage found, and the texts of the tree's files
/// where the index holds them; a *file* is a position in the tree.
///
/// What is kept by file is kept in arrays: a large tree has a hundred thousand, and a query means
/// few of them.
struct Corpus: Sendable {
  let query: SearchQuery
  let triage: Triage
  let paths: PathIndex
  let segments: [Segment]
  let texts: TreeTexts
  /// Earlier changes that resemble the report.
  let past: [PastChange]
  /// By file whether it is text that was read.
  let isText: [Bool]
  /// How much of everything those files have.
  let totals: Totals
  /// By file the definitions whose names the query knows, in order.
  private(set) var named: [Int: [Named]] = [:]

  /// What a collection's averages are told from.
  struct Totals {
    var files = 0
    var words = 0
    var pieces = 0
    var definitions = 0
  }

  /// A definition that answers to a name of the query.
  struct Named {
    var name: String
    var place: Segment.Place
  }

  init(
    query: SearchQuery, triage: Triage, texts: TreeTexts, segments: [Segment],
    past: [PastChange]
  ) {
    self.query = query
    self.triage = triage
    self.texts = texts
    self.segments = segments
    self.past = past
    var totals = Totals()
    var isText = [Bool](repeating: false, count: texts.tree.count)
    for (index, segment) in segments.enumerated() {
      for text in texts.firstFile[index].indices where texts.firstFile[index][text] >= 0 {
        guard Self.facts(text, segment).contains(.isText) else { continue }
        texts.forEachFile(of: text, in: index) { file in
          isText[file] = true
          totals.files += 1
          totals.words += segment.wordCount(of: text)
          totals.pieces += segment.outerPieceCount(of: text)
          totals.definitions += segment.definitions(of: text).count
        }
      }
    }
    self.isText = isText
    self.totals = totals
    paths = PathIndex(texts.tree, isKnown: isText)
    for name in query.names.sorted() { addNamed(name) }
    for file in named.keys {
      named[file]?.sort { $0.place.lines.lowerBound < $1.place.lines.lowerBound }
    }
  }

  private mutating func addNamed(_ name: String) {
    let hash = TermHash.definition(name.utf8)
    for (index, segment) in segments.enumerated() {
      segment.forEachPosting(of: hash) { definition, _ in
        guard definition < segment.definitionCount else { return }
        let place = segment.definition(definition)
        texts.forEachFile(of: place.text, in: index) {
          named[$0, default: []].append(Named(name: name, place: place))
        }
      }
    }
  }

  /// The tree's files.
  var tree: TreeFiles { texts.tree }

  /// The files with these paths, of those that are text.
  func files(_ written: [String]) -> [Int] {
    written.compactMap { paths.file($0) }
  }

  /// Where a file's text is; nil for what was not read.
  func text(_ file: Int) -> (segment: Segment, text: Int)? {
    texts.places[file].map { (segments[$0.segment], $0.text) }
  }

  /// Whether a file is code in a language with definitions.
  func isCode(_ file: Int) -> Bool {
    text(file).map { Self.facts($0.text, $0.segment).contains(.isCode) } ?? false
  }

  private static func facts(_ text: Int, _ segment: Segment) -> FileReading.Facts {
    FileReading.Facts(rawValue: segment.flags(of: text))
  }

  /// What of the report a signal weighs.
  enum Part {
    case whole
    case prose
    case lead
    case title
  }

  /// The terms' weights in a part of the report.
  func weights(_ part: Part) -> [Double] {
    query.terms.map { term in
      switch part {
      case .whole: term.weight
      case .prose: term.proseWeight
      case .lead: term.leadWeight
      case .title: term.titleWeight
      }
    }
  }
}
