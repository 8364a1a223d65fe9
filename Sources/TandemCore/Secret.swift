/// A key: it can be used, but no description, dump or encoding shows it.
package struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The key itself, for the one header it belongs in and for `Redaction`.
  package let value: String

  /// Wraps a key.
  package init(_ value: String) { self.value = value }

  /// Never the key.
  package var description: String { Redaction.mark }
  /// Never the key.
  package var debugDescription: String { Redaction.mark }
  /// Nothing.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
