/// What a shell puts programs with many changes together from: the files' parts, and which of them make
/// one program.
struct SchemataFiles {
  /// By name: `s0.1` a file's text between two functions' copies, `p7` the copy with change 7, `batch0`
  /// the names of a program's parts with their numbers of lines, `batches.txt` the file and the parts
  /// of each program.
  private(set) var files: [String: String] = [:]
  private var lines: [String: Int] = [:]
  private var batches: [(file: Int, numbers: [Int])] = []

  /// The most changes of the first program, which shall be there soon, and of each further one.
  private static let most = (first: 40, later: 400)
  /// The most bytes of a program's copies.
  private static let mostBytes = 400_000

  /// Makes the parts for candidates, likeliest first; those that lie in no function get none.
  init(_ models: [CodeModel], _ candidates: [Candidate]) {
    let rewrites = Dictionary(grouping: candidates, by: \.path).mapValues { $0.map(\.rewrite) }
    let schemata = models.enumerated().map {
      Schemata($1, number: $0, rewrites[$1.path] ?? [])
    }
    for (file, made) in schemata.enumerated() {
      for (place, text) in (made?.segments ?? []).enumerated() { add("s\(file).\(place)", text) }
    }
    var places: [Int: Int] = [:]
    for (number, candidate) in candidates.enumerated() {
      guard let file = models.firstIndex(where: { $0.path == candidate.path }),
        let made = schemata[file], let place = made.place(of: candidate.rewrite)
      else { continue }
      places[number] = place
      let bytes = add("p\(number)", made.copy(number + 1, place, candidate.rewrite))
      join(number, of: file, bytes)
    }
    for (index, batch) in batches.enumerated() {
      let segments = schemata[batch.file]?.segments.count ?? 0
      let parts = (0..<segments).flatMap { place in
        ["s\(batch.file).\(place)"]
          + batch.numbers.filter { places[$0] == place }.map { "p\($0)" }
      }
      files["batch\(index)"] = parts.map { "\($0) \(lines[$0] ?? 0)\n" }.joined()
    }
    files["batches.txt"] = batches.enumerated().map { "\($1.file) batch\($0)\n" }.joined()
  }

  @discardableResult
  private mutating func add(_ name: String, _ text: String) -> Int {
    files[name] = text
    lines[name] = text.utf8.count { $0 == 10 }
    return text.utf8.count
  }

  private var room: [Int: (batch: Int, bytes: Int)] = [:]

  /// Puts a change into its file's open program, or begins another.
  private mutating func join(_ number: Int, of file: Int, _ bytes: Int) {
    if let open = room[file] {
      let most = open.batch == 0 ? Self.most.first : Self.most.later
      if batches[open.batch].numbers.count < most, open.bytes + bytes <= Self.mostBytes {
        batches[open.batch].numbers.append(number)
        room[file]?.bytes += bytes
        return
      }
    }
    room[file] = (batches.count, bytes)
    batches.append((file, [number]))
  }
}
