/// What an index holds for a base.
package struct IndexSummary: Codable, Sendable, Hashable {
  /// Files that can be searched.
  package var files = 0
  /// Texts that were read now: files and commits.
  package var read = 0
  /// Files of more than 1 MB or that are no text: known, never searched.
  package var unreadable = 0
  /// Files whose blobs are not in the repository.
  package var missing = 0
  /// Links, submodules, and paths that git itself would refuse: passed over.
  package var passedOver = 0
  /// Generated files, pictures and the like: passed over unless a report names them.
  package var unlikely = 0
  /// Functions, methods and types.
  package var definitions = 0
  /// Commits whose messages are known.
  package var commits = 0
  /// Segments of the folder, also those of other bases.
  package var segments = 0
  /// What they take on disk, in bytes.
  package var bytes = 0

  /// Makes an empty summary.
  package init() {}
}
