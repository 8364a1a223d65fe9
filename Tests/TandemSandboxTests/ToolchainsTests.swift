import FoundationEssentials
import Glibc
import TandemSandbox
import TandemTestKit
import Testing

@Suite("Toolchains: what the programs of PATH need, and nothing private")
struct ToolchainsTests {
  /// A home folder with the files named, and the folders that `path` shows of it, relative to it.
  private func shown(
    _ files: [String], links: [String: String] = [:], path: [String]
  ) throws -> [String] {
    let directory = try TemporaryDirectory()
    for file in files { try directory.write("home/" + file, "x") }
    for (link, target) in links { try directory.link("home/" + link, to: target) }
    let home = directory.file("home")
    let host = HostEnvironment(
      path: path.map { $0.isEmpty ? home : home + "/" + $0 }.joined(separator: ":"), home: home,
      userName: "tester", uid: geteuid(), gid: getegid())
    return Toolchains(host: host).folders.map {
      $0.hasPrefix(home + "/") ? String($0.dropFirst(home.utf8.count + 1)) : $0
    }
  }

  @Test("an installation is shown whole, a lone folder of programs alone")
  func installations() throws {
    let folders = try shown(
      [
        ".pyenv/shims/python", ".pyenv/libexec/pyenv", "tools/x/bin/x", "tools/x/lib/x.so", "bin/y",
      ],
      path: [".pyenv/shims", "tools/x/bin", "bin"])
    #expect(folders == [".pyenv", "bin", "tools/x"])
  }

  @Test("every hop of a link is shown")
  func hops() throws {
    let folders = try shown(
      ["versions/3/bin/tool", "versions/3/lib/x", "links/.keep"],
      links: ["bin/tool": "../links/tool", "links/tool": "../versions/3/bin/tool"], path: ["bin"])
    #expect(folders == ["bin", "links", "versions/3"])
  }

  @Test("neither the home folder, nor .local, nor what holds credentials is shown whole")
  func secrets() throws {
    let folders = try shown(
      [
        ".netrc", "bin/a", "lib/b", ".local/bin/c", ".local/share/secret", ".local/lib/python/d",
        ".cargo/bin/e", ".cargo/lib/f", ".cargo/credentials.toml", ".cargo/registry/g",
        "go/bin/h", "go/lib/i", "go/src/private/j", "go/pkg/mod/k",
      ], path: ["", "bin", ".local/bin", ".cargo/bin", "go/bin"])
    #expect(
      folders == [
        ".cargo/bin", ".cargo/registry", ".local/bin", ".local/lib", "bin", "go/bin", "go/pkg/mod",
      ])
  }

  @Test("a project with bin and lib, or a folder of projects, is not shown whole")
  func projects() throws {
    let folders = try shown(
      [
        "app/bin/run", "app/lib/x", "app/.git/HEAD", "code/bin/run", "code/lib/x",
        "code/other/.git/HEAD",
      ], path: ["app/bin", "code/bin"])
    #expect(folders == ["app/bin", "code/bin"])
  }

  @Test("what the system folders cover, and what is not there, is left out")
  func system() throws {
    let host = HostEnvironment(
      path: "/usr/bin:/bin:/usr/local/bin:/nonexistent:relative:", home: "/nonexistent",
      userName: "tester", uid: 0, gid: 0)
    #expect(Toolchains(host: host).folders == [])
  }

  @Test("a link to a file in the home folder shows that file only")
  func singleFile() throws {
    let folders = try shown(
      ["script", ".netrc"], links: ["bin/run": "../script"], path: ["bin"])
    #expect(folders == ["bin", "script"])
  }
}
