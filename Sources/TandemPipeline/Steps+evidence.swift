import TandemCode
import TandemCore
import TandemPrompts
import TandemRetrieval
import TandemTriage

extension Steps {
  /// The best of a ranking as fenced text for the scope step.
  func evidence(_ ranking: [RankedFile]) -> String {
    packed(Array(ranking.prefix(settings.shownFiles)), tokens: settings.scopeEvidenceTokens)
  }

  /// The contract's files as fenced text for a draft, as they are under `changes`.
  func evidence(
    _ ranking: [RankedFile], for contract: ChangeContract, over changes: [FileChange] = [],
    testsFirst: Bool = false
  ) -> String {
    let texts = Dictionary(changes.map { ($0.path, $0.text) }, uniquingKeysWith: { $1 })
    let code = contract.files.map { path in
      ranking.first { $0.path == path } ?? RankedFile(path: path, score: 1, reasons: [])
    }
    let tests = contract.testFiles.map { RankedFile(path: $0, score: 1, reasons: []) }
    let words = Set(contract.files.flatMap { $0.split { !$0.isLetter } }.map { $0.lowercased() })
    let names = Set(TriageRules.triage(request.report).symbols.compactMap(Self.lastPart))
    let files = (testsFirst ? tests + code : code + tests).compactMap { file in
      (texts[file.path].flatMap { $0 } ?? tree.text(file.path)).map { text in
        file.shown(
          in: text, isChanged: texts[file.path] != nil, words: words, names: names)
      }
    }
    return packed(files, tokens: settings.draftEvidenceTokens, over: texts)
  }

  /// `urlencode` of `django.utils.http.urlencode`; nil for names too short to tell places apart.
  private static func lastPart(_ symbol: String) -> String? {
    symbol.split(separator: ".").last.map(String.init).flatMap { $0.count > 3 ? $0 : nil }
  }

  private func packed(
    _ files: [RankedFile], tokens: Int, over changes: [String: String?] = [:]
  ) -> String {
    let texts = files.compactMap { file in
      (changes[file.path].flatMap { $0 } ?? tree.text(file.path)).map {
        (file.path, Array($0.utf8))
      }
    }
    return Fence.wrap(
      EvidencePacker.pack(
        files, texts: Dictionary(texts, uniquingKeysWith: { $1 }), tokenBudget: tokens),
      as: "code")
  }
}

extension RankedFile {
  /// The file with regions that fit the text as it is now: those of the ranking found again by
  /// name, and where there are none the head, the definitions that use `names`, and those that are
  /// called after `words`.
  fileprivate func shown(
    in text: String, isChanged: Bool, words: Set<String>, names: Set<String>
  ) -> RankedFile {
    guard isChanged || regions.isEmpty, let language = Language(path: path) else { return self }
    let definitions = Definitions.find(in: SourceTokens(text, language: language))
    var file = self
    file.regions = regions.compactMap { region in
      definitions.first { $0.qualifiedName == region.name }.map {
        RankedRegion(
          name: region.name, firstLine: $0.firstLine, lastLine: $0.lastLine, score: region.score)
      }
    }
    guard file.regions.isEmpty else { return file }
    let outer = definitions.filter { !$0.qualifiedName.contains(".") }
    let spoken = outer.filter { definition in
      words.contains { $0.count > 3 && definition.name.lowercased().contains($0) }
    }
    let using = Self.using(names, among: definitions, in: text)
    let chosen = Array((using + (using.isEmpty ? spoken + outer.suffix(1) : [])).prefix(4))
    file.regions =
      [RankedRegion(name: "head", firstLine: 1, lastLine: 30, score: 1)]
      + chosen.map {
        RankedRegion(
          name: $0.qualifiedName, firstLine: $0.firstLine, lastLine: $0.lastLine, score: 0.5)
      }
    return file
  }

  /// The smallest definitions whose lines hold one of the names, those that hold most of them first.
  private static func using(
    _ names: Set<String>, among definitions: [Definition], in text: String
  ) -> [Definition] {
    guard !names.isEmpty else { return [] }
    let bytes = Array(text.utf8)
    let inner = definitions.filter { outer in
      !definitions.contains {
        $0 != outer && outer.firstLine <= $0.firstLine && $0.lastLine <= outer.lastLine
      }
    }
    let counted = inner.map { definition in
      let words = bytes[definition.bytes.clamped(to: 0..<bytes.count)].split {
        byte in
        !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          && !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
          && byte != UInt8(ascii: "_")
      }
      let used = Set(words.map { String(decoding: $0, as: UTF8.self) })
      return (definition, names.intersection(used).count)
    }
    return counted.filter { $0.1 > 0 }.sorted { ($1.1, $0.0.firstLine) < ($0.1, $1.0.firstLine) }
      .prefix(3).map(\.0)
  }
}
