/// Changes of calls and lists of things: arguments exchanged, added, dropped; a sibling called.
enum CallTemplates {
  /// Families of names of which one is easily written for another.
  private static let families: [[String]] = [
    ["any", "all"], ["min", "max"], ["floor", "ceil", "round", "trunc"],
    ["int", "float", "round"], ["list", "tuple", "set", "sorted"], ["str", "repr"],
    ["append", "extend", "insert", "add"], ["add", "update", "discard", "remove"],
    ["append", "appendleft"], ["pop", "popleft", "remove"],
    ["lower", "upper", "title", "casefold"],
    ["startswith", "endswith"], ["strip", "lstrip", "rstrip"], ["find", "rfind", "index"],
    ["split", "rsplit", "splitlines"], ["partition", "rpartition"], ["keys", "values", "items"],
    ["issubset", "issuperset", "isdisjoint"], ["union", "intersection", "difference"],
    ["isdigit", "isalpha", "isalnum", "isdecimal"], ["match", "search", "fullmatch"],
    ["read", "readline", "readlines"], ["ljust", "rjust", "center"], ["sort", "reverse"],
    ["date", "datetime"], ["days", "seconds"], ["encode", "decode"], ["heappush", "heappop"],
    ["removeprefix", "removesuffix"], ["bisect_left", "bisect_right", "bisect"],
    ["push", "unshift", "concat"], ["pop", "shift"], ["some", "every"],
    ["map", "flatMap", "filter"],
    ["indexOf", "lastIndexOf"], ["find", "findLast", "filter"], ["trim", "trimStart", "trimEnd"],
    ["startsWith", "endsWith", "contains", "includes"], ["slice", "splice", "substring"],
    ["toLowerCase", "toUpperCase"], ["padStart", "padEnd"], ["floor", "trunc", "round", "ceil"],
    ["add", "addFirst", "addLast", "offer", "push"], ["poll", "pollFirst", "pollLast", "pop"],
    ["peek", "peekFirst", "peekLast"], ["getFirst", "getLast"], ["removeFirst", "removeLast"],
    ["containsKey", "containsValue"], ["keySet", "values", "entrySet"], ["anyMatch", "allMatch"],
    ["isLetter", "isDigit", "isLetterOrDigit"], ["first", "last"], ["prefix", "suffix"],
    ["hasPrefix", "hasSuffix"], ["dropFirst", "dropLast"], ["popFirst", "popLast", "removeFirst"],
    ["firstIndex", "lastIndex"], ["lowercased", "uppercased"], ["allSatisfy", "contains"],
    ["starts_with", "ends_with"], ["push_front", "push_back"], ["pop_front", "pop_back"],
    ["front", "back"], ["begin", "end"], ["rbegin", "rend"], ["is_some", "is_none"],
    ["is_ok", "is_err"], ["unwrap_or", "unwrap_or_default"], ["iter", "into_iter"],
    ["skip", "take"],
    ["skip_while", "take_while"], ["trim_start", "trim_end", "trim"],
    ["lower_bound", "upper_bound"],
    ["saturating_sub", "wrapping_sub", "checked_sub"], ["to_lowercase", "to_uppercase"],
    ["HasPrefix", "HasSuffix", "Contains"], ["Floor", "Ceil", "Round", "Trunc"],
    ["max_element", "min_element"], ["dedup", "sort", "reverse"], ["Index", "LastIndex"],
    ["TrimLeft", "TrimRight", "Trim"],
    ["TrimPrefix", "TrimSuffix"], ["ToLower", "ToUpper"], ["Min", "Max"], ["Before", "After"],
    ["isalpha", "isdigit", "isalnum", "isspace"], ["tolower", "toupper"], ["strchr", "strrchr"],
    ["strcmp", "strncmp"], ["fmin", "fmax"], ["floorDiv", "floorMod"], ["hypot", "sqrt", "cbrt"],
  ]

  /// The changes at an expression.
  static func rewrites(_ site: Site) -> [Rewrite] {
    let node = site.expression
    var found: [Rewrite] = []
    switch node.kind {
    case .name where site.isCallee: found += siblings(site.text, at: node.bytes)
    case .attribute: found += siblings(site.model.text(node.marks[0]), at: node.marks[0])
    case .call:
      let arguments = Array(node.children.dropFirst())
      found += swapped(site, arguments, fitness: 1) + counted(site, arguments)
    case .tuple, .list: found += swapped(site, node.children, fitness: 0.6)
    case .comparison where node.children.count == 2 && !site.isTarget:
      let word = site.model.text(node.marks[0])
      guard site.dialect.isIndented else { break }
      if word == "in" || word == "not in" { found += swapped(site, node.children, fitness: 0.4) }
    default: break
    }
    return found
  }

  private static func siblings(_ name: String, at bytes: Range<Int>) -> [Rewrite] {
    let others = families.filter { $0.contains(name) }.flatMap { $0 }.filter { $0 != name }
    return CodeModel.unique(others).map { Rewrite(.sibling, 1, bytes, $0) }
  }

  private static func swapped(
    _ site: Site, _ items: [Expression], fitness: Double
  ) -> [Rewrite] {
    var found: [Rewrite] = []
    for (place, first) in items.enumerated() {
      for second in items[(place + 1)...] {
        guard site.text(first) != site.text(second), first.kind != .starred,
          second.kind != .starred,
          (first.kind == .keywordArgument) == (second.kind == .keywordArgument)
        else { continue }
        let (left, right) =
          first.kind == .keywordArgument
          ? (first.children[0], second.children[0]) : (first, second)
        found.append(
          Rewrite(
            .swap, fitness,
            [
              Rewrite.Edit(bytes: left.bytes, text: site.text(right)),
              Rewrite.Edit(bytes: right.bytes, text: site.text(left)),
            ]))
      }
    }
    return found
  }

  private static func counted(_ site: Site, _ arguments: [Expression]) -> [Rewrite] {
    var found: [Rewrite] = []
    let texts = arguments.map { site.text($0) }
    if let first = arguments.first, let last = arguments.last {
      let all = first.bytes.lowerBound..<last.bytes.upperBound
      for dropped in texts.indices {
        let kept = texts.indices.filter { $0 != dropped }.map { texts[$0] }
        found.append(Rewrite(.argumentCount, 0.8, all, kept.joined(separator: ", ")))
      }
    }
    let hasPlain = arguments.allSatisfy { $0.kind != .keywordArgument && $0.kind != .comprehension }
    guard hasPlain, arguments.count < 4 else { return found }
    let end = site.expression.bytes.upperBound - 1
    for name in site.values where !texts.contains(name) {
      let text = arguments.isEmpty ? name : ", " + name
      found.append(Rewrite(.argumentCount, 0.5, end..<end, text))
    }
    return found
  }
}
