package import TandemCore

/// The paths whose change only a person may accept, and why: a table to be read and extended.
package enum RiskPaths {
  /// Returns what is at stake in `path`, or nil where nothing is.
  ///
  /// - Parameter extra: further patterns, from the configuration.
  package static func risk(of path: String, extra: [Glob] = []) -> String? {
    stated(of: path, extra: extra) ?? subject(of: path)
  }

  /// Returns what a file of this name decides wherever it is, or what the configuration says.
  static func stated(of path: String, extra: [Glob]) -> String? {
    if let row = table.first(where: { $0.patterns.contains { $0.matches(path) } }) {
      return row.risk
    }
    if let glob = extra.first(where: { $0.matches(path) }) {
      return "the configuration calls \(glob.pattern) risky"
    }
    return nil
  }

  /// Returns what the words of a path say that its code is about.
  static func subject(of path: String) -> String? {
    let words = Set(words(in: path))
    return subjects.first { !words.isDisjoint(with: $0.words) }?.risk
  }

  /// Patterns of paths and what each decides.
  private static let table: [(risk: String, patterns: [Glob])] = [
    (
      "what the continuous integration runs, with its rights",
      globs(
        "/.github", "/.gitlab-ci.yml", "/.gitlab", "/.circleci", "/.travis.yml", "Jenkinsfile",
        "/azure-pipelines.yml", "/.azure-pipelines", "/.buildkite", "/.drone.yml",
        "/bitbucket-pipelines.yml",
        "/appveyor.yml", "/.ci")
    ),
    (
      "whose code is installed",
      globs(
        "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "npm-shrinkwrap.json", "poetry.lock",
        "Pipfile.lock", "uv.lock", "pdm.lock", "Cargo.lock", "go.sum", "Gemfile.lock",
        "composer.lock", "Package.resolved", "gradle.lockfile", "*.lockb", ".npmrc", ".yarnrc*",
        "pip.conf", ".pypirc")
    ),
    (
      "how git treats the repository's files",
      globs(
        ".gitattributes", ".gitmodules", ".gitconfig", ".githooks", ".husky",
        ".pre-commit-config.yaml")
    ),
    ("who must review", globs("CODEOWNERS")),
    (
      "what people keep there and do not share",
      globs(
        ".env", ".env.local", ".env.*.local", ".env.production", ".netrc", ".git-credentials")
    ),
    (
      "the shape of stored data",
      globs(
        "**/migrations/0*", "**/migrations/1*", "**/migrations/20*", "**/migrations/*.sql",
        "**/migrations/*/*.sql", "**/db/migrate/*", "**/db/migration/*", "**/alembic/versions/*",
        "**/db/schema.rb", "*.sql",
        "**/prisma/schema.prisma")
    ),
    (
      "the licence",
      globs("LICENSE*", "LICENCE*", "COPYING*", "NOTICE*", "PATENTS*", "UNLICENSE*")
    ),
    (
      "how the product is built and shipped",
      globs("Dockerfile*", "docker-compose*.yml", "*.tf", "**/k8s/*", "**/helm/*", "**/deploy/*")
    ),
    (
      "what coding agents are told here",
      globs(
        "AGENTS.md", "CLAUDE.md", "GEMINI.md", ".cursorrules", "/.cursor", "/.claude", "/.mcp.json")
    ),
  ]

  /// Words of a path that say what the code is about.
  private static let subjects: [(risk: String, words: Set<String>)] = [
    (
      "who may do what (authentication, permissions)",
      [
        "auth", "authentication", "authorization", "oauth", "oauth2", "login", "signin", "password",
        "passwords", "permission", "permissions", "acl", "rbac", "saml", "jwt", "csrf", "sso",
      ]
    ),
    (
      "secrets and encryption",
      [
        "crypto", "cryptography", "encryption", "cipher", "tls", "ssl", "certificate",
        "certificates", "signing", "secrets", "hashers", "keychain", "vault",
      ]
    ),
    (
      "money",
      [
        "payment", "payments", "billing", "checkout", "invoicing", "payout", "payouts", "refund",
        "refunds",
      ]
    ),
  ]

  private static func globs(_ patterns: String...) -> [Glob] { patterns.map { Glob($0) } }

  /// The words of a path's folders and file name: `src/authToken.py` has `src`, `auth`, `token`.
  private static func words(in path: String) -> [String] {
    let stem = path.split(separator: "/").last.flatMap { $0.lastIndex(of: ".") }
    let text = stem.map { path[..<$0] } ?? path[...]
    var words: [String] = []
    var word = ""
    for character in text {
      let breaks = !character.isLetter && !character.isNumber
      if breaks || (character.isUppercase && word.last?.isLowercase == true) {
        words.append(word)
        word = ""
      }
      if !breaks { word += character.lowercased() }
    }
    return words + [word]
  }
}
