import TandemCore
import Testing

@testable import TandemSandbox

@Suite("Bounded output")
struct BoundedOutputTests {
  @Test("short output is kept whole")
  func short() {
    var output = BoundedOutput(limit: 10)
    output.append(Array("0123".utf8))
    output.append(Array("456789".utf8))
    #expect(output.text == "0123456789")
    #expect(output.droppedBytes == 0)
  }

  @Test("of long output the head and the tail are kept, however it arrives", arguments: [1, 3, 64])
  func long(step: Int) {
    var output = BoundedOutput(limit: 10)
    let bytes = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    for start in stride(from: 0, to: bytes.count, by: step) {
      output.append(Array(bytes[start..<min(start + step, bytes.count)]))
    }
    #expect(output.text == "abcde\n[... 16 bytes left out ...]\nvwxyz")
    #expect(output.droppedBytes == 16)
  }

  @Test("bytes that are no UTF-8 are replaced")
  func invalid() {
    var output = BoundedOutput(limit: 10)
    output.append([65, 0xff, 66])
    #expect(output.text == "A\u{fffd}B")
  }
}
