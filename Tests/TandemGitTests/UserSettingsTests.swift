import TandemTestKit
import Testing

@testable import TandemGit

/// The user's identity, from the user's files alone.
struct UserSettingsTests {
  private func identity(_ files: [String: String]) throws -> Identity? {
    let repository = try TemporaryRepository(["a.txt": "a\n"])
    try repository.git("config", "user.name", "the repository's own")
    for (name, text) in files { try repository.directory.write(name, text) }
    let config = UserGitConfig(
      files: [
        repository.directory.file(".config/git/config"), repository.directory.file(".gitconfig"),
      ],
      home: repository.directory.path)
    return try Repository.open(at: repository.path, userConfig: config).userIdentity
  }

  @Test func nothingIsKnownWithoutFiles() throws {
    #expect(try identity([:]) == nil)
    #expect(try identity([".gitconfig": "[user]\n\tname = Ada\n"]) == nil)
  }

  @Test func theLastFileAndTheLastLineWin() throws {
    let found = try identity([
      ".config/git/config": "[user]\n\tname = Old\n\temail = old@example.org\n",
      ".gitconfig": "[User]\n\tName = New\n\tname = \"Ada L.\" # a comment\n",
    ])
    #expect(found == Identity(name: "Ada L.", email: "old@example.org"))
  }

  @Test func includesAreFollowedInTheirPlace() throws {
    let found = try identity([
      ".gitconfig": """
      [user]
      \tname = Ada
      \temail = private@example.org
      [include]
      \tpath = ~/more
      [user]
      \tname = Last
      """,
      "more": "[user]\n\tname = Included\n\temail = more@example.org\n",
    ])
    #expect(found == Identity(name: "Last", email: "more@example.org"))
  }

  @Test(arguments: [
    ("gitdir:~/work/", true), ("gitdir:~/work/.git", true), ("gitdir:work/", true),
    ("gitdir:**/work/**", true), ("gitdir/i:WORK/", true), ("gitdir:WORK/", false),
    ("gitdir:elsewhere/", false), ("onbranch:main", false),
  ])
  func conditionsOnTheGitDirectoryDecide(condition: String, isMet: Bool) throws {
    let found = try identity([
      ".gitconfig": """
      [user]
      \tname = Ada
      \temail = private@example.org
      [includeIf "\(condition)"]
      \tpath = for-work
      """,
      "for-work": "[user]\n\temail = work@example.org\n",
    ])
    #expect(found?.email == (isMet ? "work@example.org" : "private@example.org"))
  }

  @Test func aFileThatCannotBeParsedIsNamed() throws {
    let error = try #require(throws: GitError.self) {
      _ = try identity([".gitconfig": "[user\n"])
    }
    #expect(error.operation.contains("/.gitconfig"))
  }

  @Test func aLoopOfIncludesEnds() throws {
    #expect(
      try identity([
        ".gitconfig":
          "[user]\n\tname = Ada\n\temail = a@example.org\n[include]\n\tpath = ~/.gitconfig\n"
      ]) == Identity(name: "Ada", email: "a@example.org"))
  }
}
