/// Which files are known to hold secrets and are kept from tests and models, by name and, for keys,
/// by content.
package struct SecretNames: Sendable {
  /// Names the user's configuration shows all the same.
  let shown: Set<String>

  /// Hides the known names but for `shown`.
  package init(shown: Set<String> = []) { self.shown = shown }

  /// Whether the file called `name` is hidden; `contents` is read only where the name leaves doubt.
  package func hides(_ name: String, contents: () -> [UInt8]?) -> Bool {
    if shown.contains(name) { return false }
    if Self.names.contains(name) || name.hasPrefix(".env") { return true }
    // `id_rsa`, `id_rsa.pub`, but not a package's `id_map.py`.
    if name.hasPrefix("id_"), !name.contains(".") || name.hasSuffix(".pub") { return true }
    if name.hasSuffix(".pem") {
      // Bundles of public certificates (certifi's) are no secret, and HTTPS needs them.
      let bytes = contents()
      return bytes.map { Self.holdsKey($0) || !Self.holdsCertificate($0) } ?? true
    }
    if name.hasSuffix(".key") { return contents().map(Self.holdsKey) ?? true }
    return false
  }

  private static let names: Set<String> = [
    ".netrc", ".pypirc", ".npmrc", ".yarnrc.yml", ".git-credentials", ".pgpass", ".dockercfg",
  ]

  private static func holdsKey(_ bytes: [UInt8]) -> Bool {
    bytes.firstRange(of: Array("PRIVATE KEY-----".utf8)) != nil
  }

  private static func holdsCertificate(_ bytes: [UInt8]) -> Bool {
    bytes.firstRange(of: Array("-----BEGIN CERTIFICATE-----".utf8)) != nil
  }
}
