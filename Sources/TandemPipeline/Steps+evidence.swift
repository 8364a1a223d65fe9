import TandemCode
import TandemCore
import TandemPrompts
import TandemRetrieval

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
    let files = (testsFirst ? tests + code : code + tests).compactMap { file in
      (texts[file.path].flatMap { $0 } ?? tree.text(file.path)).map { text in
        file.shown(in: text, isChanged: texts[file.path] != nil, words: words)
      }
    }
    return packed(files, tokens: settings.draftEvidenceTokens, over: texts)
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
  /// name, and where there are none the head and the definitions that speak of `words`.
  fileprivate func shown(in text: String, isChanged: Bool, words: Set<String>) -> RankedFile {
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
    let chosen = Array((spoken + outer.suffix(1)).prefix(3))
    file.regions =
      [RankedRegion(name: "head", firstLine: 1, lastLine: 30, score: 1)]
      + chosen.map {
        RankedRegion(
          name: $0.qualifiedName, firstLine: $0.firstLine, lastLine: $0.lastLine, score: 0.5)
      }
    return file
  }
}
