import CGit2
@preconcurrency import Glibc
import TandemCore

/// New objects. On a scratch handle they stay in memory.
extension Handle {
  /// Writes a blob and returns its id.
  func writeBlob(_ text: String) throws(GitError) -> git_oid {
    var id = git_oid()
    var text = text
    let status = text.withUTF8 { bytes in
      git_blob_create_from_buffer(&id, pointer, bytes.baseAddress, bytes.count)
    }
    try check(status, "write a blob")
    return id
  }

  /// Writes the tree that a plan makes of its base, and returns its id.
  func writeTree(_ plan: ChangePlan, base: git_oid) throws(GitError) -> git_oid {
    var updates: [git_tree_update] = []
    defer { for update in updates { free(UnsafeMutablePointer(mutating: update.path)) } }
    for step in plan.steps {
      var update = git_tree_update()
      update.path = UnsafePointer(strdup(step.path))
      update.action = GIT_TREE_UPDATE_REMOVE
      if let text = step.text {
        update.action = GIT_TREE_UPDATE_UPSERT
        update.id = try writeBlob(text)
        update.filemode = step.kind.mode
      }
      updates.append(update)
    }
    return try updated(base, updates)
  }

  /// Writes a tree with some entries replaced or removed, and returns its id.
  func updated(_ base: git_oid, _ updates: [git_tree_update]) throws(GitError) -> git_oid {
    try withTree(base) { tree throws(GitError) in
      var id = git_oid()
      try check(
        git_tree_create_updated(&id, pointer, tree, updates.count, updates), "write a tree")
      return id
    }
  }
}
