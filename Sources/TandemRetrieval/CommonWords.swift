/// Words that stand in bug reports of every kind: they say little about what this one is about.
///
/// Ordered by how large a share of reports holds them, in any project. They still count, but less.
enum CommonWords {
  /// What a word counts: 1 unless it is a common one.
  static func weight(_ word: String) -> Double { weights[word] ?? 1 }

  private static let weights: [String: Double] = [
    (0.45, inEverySixth), (0.6, inEveryTenth), (0.75, inEverySixteenth), (0.85, inEveryTwentieth),
  ].reduce(into: [:]) { weights, group in
    for word in group.1.split(separator: " ") { weights[String(word)] = group.0 }
  }

  private static let inEverySixth =
    "all any behavior code com currently error example expected https issue support without"

  private static let inEveryTenth =
    "add after also because both bug cannot case configuration current data default errors even "
    + "fails file function github list missing name new observe output py python result results "
    + "return returns run see set string system test type user users value values version way"

  private static let inEverySixteenth =
    "across allow api based being change check class contains correct correctly create database "
    + "description doesn don during existing false feature files first fix following handling help "
    + "here however implementation include incorrect information instead line make makes message "
    + "method multiple must need non object provided related request response running seems server "
    + "setting specific true two valid via want work works"

  private static let inEveryTwentieth =
    "able above adding already always application argument array auto available base before "
    + "between blob build call cause causes command created creating defined each either empty fail "
    + "fine format found generated given go handle http including index invalid issues key last "
    + "lead level messages none open option org pass path per possible problem properly provide "
    + "read remove returned show simple since single something start tests text think time uses "
    + "validate validation versions whether within"
}
