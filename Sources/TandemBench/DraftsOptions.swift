@preconcurrency import Glibc

/// What `tandem-bench drafts` is given.
struct DraftsOptions {
  var instances = ""
  var drafts = ""
  var repositories = ""
  var state = ""
  var output = ""
  var limit = Int.max
  /// This process's share: the drafts whose number leaves `shard` when divided by `shards`.
  var shard = 0
  var shards = 1
  /// Where a reader answers who writes the reproducing test and the review; nil for neither.
  var reader: String?
  /// The only drafts to judge, by id; all where empty.
  var only: Set<String> = []
  let userID = getuid()

  static let usage = """
    usage: tandem-bench drafts INSTANCES.jsonl DRAFTS.jsonl REPOSITORIES STATE OUT.jsonl
             [--limit N] [--shard I/N] [--only ID,ID] [--reader http://127.0.0.1:PORT/v1]
    REPOSITORIES holds one packed bare repository a project (django__django.git); STATE is a
    scratch folder; a draft that OUT.jsonl holds already is not judged again.
    """

  /// Reads the arguments; nil where they do not fit.
  init?(_ arguments: [String]) {
    var places: [String] = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      switch word {
      case "--limit":
        guard let number = rest.popFirst().flatMap(Int.init) else { return nil }
        limit = number
      case "--reader":
        guard let address = rest.popFirst() else { return nil }
        reader = address
      case "--only":
        only = Set(rest.popFirst()?.split(separator: ",").map(String.init) ?? [])
      case "--shard":
        let parts = rest.popFirst()?.split(separator: "/").compactMap { Int($0) } ?? []
        guard parts.count == 2, parts[1] > 0 else { return nil }
        (shard, shards) = (parts[0], parts[1])
      default: places.append(word)
      }
    }
    guard places.count == 5 else { return nil }
    (instances, drafts, repositories) = (places[0], places[1], places[2])
    (state, output) = (places[3], places[4])
  }
}
