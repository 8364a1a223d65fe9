/// Numbers what has the same name as something before it: `name`, `name #2`, `name #3`.
struct RepeatedNames {
  private var seen: [String: Int] = [:]

  /// Returns the name, numbered from its second time on.
  mutating func unique(_ name: String) -> String {
    seen[name, default: 0] += 1
    let times = seen[name] ?? 1
    return times == 1 ? name : "\(name) #\(times)"
  }
}
