extension TemporaryRepository {
  /// Three commits: two files made, one changed, one deleted while another comes.
  package static func threeCommits() throws -> TemporaryRepository {
    let files = try TemporaryRepository(["a": "a\n", "b/c": "c\n"])
    try files.write("a", "changed\n")
    try files.commit("second")
    try files.git("rm", "--quiet", "b/c")
    try files.write("d", "d\n")
    try files.commit("third\n\nwith a body")
    return files
  }
}
