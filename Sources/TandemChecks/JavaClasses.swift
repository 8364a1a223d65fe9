import TandemCore

/// The test classes of a Java project, by the files they stand in.
struct JavaClasses {
  private let directory: RepositoryFolder
  private let names: [String: String]
  private let files: [String: String]

  /// Reads the Java files among `paths` that look like tests by their place and hold some.
  init(in directory: RepositoryFolder, paths: [String], read: (String) -> String?) {
    self.directory = directory
    var names: [String: String] = [:]
    for path in paths where path.hasSuffix(".java") && Self.mayHoldTests(path) {
      if let text = read(path), let name = Self.testClass(in: text, at: path) { names[path] = name }
    }
    self.names = names
    files = Dictionary(names.map { ($0.value, $0.key) }, uniquingKeysWith: { min($0, $1) })
  }

  /// The files, sorted.
  var paths: [String] { names.keys.sorted() }

  /// The classes of the base with those that `changes` add or take away, sorted.
  func all(with changes: [FileChange]) -> [String] {
    var names = names
    for change in changes where change.path.hasSuffix(".java") && Self.mayHoldTests(change.path) {
      names[change.path] = change.text.flatMap { Self.testClass(in: $0, at: change.path) }
    }
    return names.values.sorted()
  }

  /// Whether `path` is a file with a test class.
  func canRun(_ path: String) -> Bool {
    speaksFor(path) && (names[path] != nil || TestFiles.isTest(path))
  }

  /// Whether `path` is a Java file below the folder.
  func speaksFor(_ path: String) -> Bool { directory.contains(path) && path.hasSuffix(".java") }

  /// The class in the file at `path`.
  func name(of path: String) -> String {
    names[path] ?? Self.stem(path)
  }

  /// The file of the class that an id begins with.
  func file(of test: TestID) -> String? {
    var name = Substring(test.name)
    while true {
      if let file = files[String(name)] { return file }
      guard let dot = name.lastIndex(where: { $0 == "." || $0 == "$" }) else { return nil }
      name = name[..<dot]
    }
  }

  /// The class that an id begins with, and the rest of the id.
  func split(_ test: TestID) -> (name: String, method: String?) {
    guard let file = file(of: test), let name = names[file], name != test.name else {
      return (test.name, nil)
    }
    return (name, String(test.name.dropFirst(name.count + 1)))
  }

  private static func mayHoldTests(_ path: String) -> Bool {
    TestFiles.isTest(path) || path.lowercased().contains("test")
  }

  /// The full name of the class in a file that holds JUnit tests.
  private static func testClass(in text: String, at path: String) -> String? {
    guard ["@Test", "@org.junit.Test", "extends TestCase"].contains(where: { text.contains($0) }),
      !text.contains("abstract class " + stem(path))
    else { return nil }
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split { $0 == " " || $0 == ";" || $0 == "\t" }
      if words.count >= 2, words[0] == "package" { return "\(words[1]).\(stem(path))" }
    }
    return stem(path)
  }

  private static func stem(_ path: String) -> String {
    String((path.split(separator: "/").last ?? "").dropLast(5))
  }
}
