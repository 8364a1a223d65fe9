/// Changes of places in a list or text: a number further on, all places of a window, a step taken with it.
enum IndexTemplates {
  /// The changes at an expression.
  static func rewrites(_ site: Site) -> [Rewrite] {
    guard !site.isTarget else { return [] }
    return further(site) + windows(site) + stepped(site) + computed(site)
  }

  /// Whether it is what a list is indexed by.
  private static func isIndex(_ site: Site) -> Bool {
    site.parent?.kind == .element && !site.isBase
  }

  /// `a[2]` → `a[4]`, `a[0]`: of pairs the wrong one.
  private static func further(_ site: Site) -> [Rewrite] {
    guard isIndex(site), let place = Int(site.text) else { return [] }
    return [place + 2, place - 2].filter { $0 >= 0 }.map {
      Rewrite(.offByOne, 0.4, site.expression.bytes, String($0))
    }
  }

  /// `a[i] < a[i + 1]` → `a[i - 1] < a[i]`: every place that is counted from one name, by one.
  private static func windows(_ site: Site) -> [Rewrite] {
    guard site.ancestors.isEmpty else { return [] }
    var places: [String: [(bytes: Range<Int>, offset: Int)]] = [:]
    site.expression.walk { node, _ in
      guard node.kind == .element, let index = node.children.last,
        let (name, offset) = Self.counted(index, site)
      else { return }
      places[name, default: []].append((index.bytes, offset))
    }
    return places.sorted { $0.key < $1.key }.flatMap { name, places -> [Rewrite] in
      guard Set(places.map(\.offset)).count > 1 else { return [] }
      return [-1, 1].map { step in
        Rewrite(
          .offByOne, 0.5,
          places.map {
            Rewrite.Edit(bytes: $0.bytes, text: Self.written(name, $0.offset + step))
          })
      }
    }
  }

  /// What `i`, `i + 1`, `i - 1` count from, and how far.
  private static func counted(_ index: Expression, _ site: Site) -> (name: String, offset: Int)? {
    if index.kind == .name { return (site.text(index), 0) }
    guard index.kind == .binary, index.children[0].kind == .name,
      let number = Int(site.text(index.children[1]))
    else { return nil }
    switch site.model.text(index.marks[0]) {
    case "+": return (site.text(index.children[0]), number)
    case "-": return (site.text(index.children[0]), -number)
    default: return nil
    }
  }

  private static func written(_ name: String, _ offset: Int) -> String {
    offset == 0 ? name : "\(name) \(offset < 0 ? "-" : "+") \(abs(offset))"
  }

  /// `a[i]` → `a[i++]`, `f(i)` → `f(i--)`, for what the function counts with.
  private static func stepped(_ site: Site) -> [Rewrite] {
    guard site.dialect.hasSteps, site.expression.kind == .name, !site.isBase,
      isIndex(site) || site.parent?.kind == .call,
      site.model.words(at: site.index).counters.contains(site.text)
    else { return [] }
    return ["++", "--"].map {
      Rewrite(.offByOne, 0.4, site.expression.bytes, site.text + $0)
    }
  }

  /// The most places that the file computes elsewhere.
  private static let mostComputed = 16

  /// `a[i]` → `a[(first + i) % size]`: a place as the file computes it elsewhere, from this one's number.
  private static func computed(_ site: Site) -> [Rewrite] {
    guard isIndex(site), site.expression.kind == .name else { return [] }
    let known = Set(site.scope.locals + site.scope.outer)
    let made = site.model.sums.flatMap { sum in
      sum.operands.compactMap { operand -> String? in
        let others = sum.operands.filter { $0 != operand }
        guard others.allSatisfy({ $0.names.isSubset(of: known) && $0.text != site.text }) else {
          return nil
        }
        return sum.whole.text.replacing(operand.text, with: site.text)
      }
    }
    return CodeModel.unique(made).prefix(mostComputed).map {
      Rewrite(.expressionReplacement, 0.4, site.expression.bytes, $0)
    }
  }
}
