import FoundationEssentials
import Glibc
import TandemCore
import TandemSandbox
import TandemTestKit
import Testing

@Suite("Where a file system takes no overlay, as a container's root does not")
struct OverlayRefusalTests {
  private static let isOnOverlay: Bool = {
    let mounts = try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)
    let folder = FileManager.default.temporaryDirectory.path
    return mounts?.contains(" \(folder) overlay ") ?? false
  }()

  @Test(
    "the probe is run on one", .disabled(if: isOnOverlay),
    .enabled { await ReExecution.program != nil })
  func onOverlay() async throws {
    let folder = try TemporaryDirectory()
    for name in ["lower", "upper", "work", "merged"] {
      try FileManager.default.createDirectory(
        atPath: folder.file(name), withIntermediateDirectories: true)
    }
    let path = folder.path
    let script = """
      mount -t overlay -o lowerdir=\(path)/lower,upperdir=\(path)/upper,workdir=\(path)/work \
        none \(path)/merged && exec "$@"
      """
    let result = try await ReExecution.run(
      ["/usr/bin/unshare", "--mount", "/bin/sh", "-c", script, "sh"],
      filter: "OverlayRefusalTests", temporary: folder.file("merged"))
    #expect(result.exitCode == 0, "\(result.output)")
    #expect(result.output.contains("Test \"the layers go to memory instead\" passed"))
  }

  @Test("the layers go to memory instead", .enabled(if: isOnOverlay))
  func memory() async throws {
    let folder = try TemporaryDirectory()
    let report = await SandboxProbe(host: Session.host, folder: folder.path).run()
    let scratch = "/dev/shm/tandem-\(geteuid())"
    #expect(report == SandboxReport(level: .full, scratch: scratch, obstacle: nil))
  }
}
