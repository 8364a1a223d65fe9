#pragma once

/// What Linux offers and Swift cannot reach: fork with limits and namespaces, pidfd, openat2.
/// Every function returns 0 or a value >= 0, or a negated errno. Linux 5.11 or newer.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// One overlay, mounted in the child's private mount namespace.
struct tandem_overlay {
  const char *target;   ///< existing folder on the host
  const char *options;  ///< `lowerdir=…,upperdir=…,workdir=…,userxattr`
};

/// The resources a limit may be put on.
enum tandem_limited {
  TANDEM_LIMIT_CORE_BYTES,
  TANDEM_LIMIT_FILE_BYTES,
  TANDEM_LIMIT_PROCESSES,
};

/// One resource limit, soft and hard alike.
struct tandem_limit {
  enum tandem_limited resource;
  uint64_t value;
};

/// Everything the child does between fork and exec, in this order.
struct tandem_spawn_request {
  const char *program;  ///< absolute path
  char *const *arguments;
  char *const *environment;
  const char *directory;  ///< to start in; NULL: stay
  int input;              ///< becomes 0
  int output;             ///< becomes 1 and 2
  const int *kept;        ///< descriptors that stay open under their numbers; all others close
  size_t kept_count;
  const struct tandem_limit *limits;
  size_t limit_count;
  bool private_mounts;   ///< unshare the mount namespace and make every mount private
  const char *uid_map;   ///< with private_mounts: also a user namespace with this map; NULL: none
  const char *gid_map;
  const struct tandem_overlay *overlays;
  size_t overlay_count;
  bool supervised;  ///< a forked supervisor adopts and ends every descendant
};

/// What failed in the child before its program ran.
enum tandem_spawn_stage {
  TANDEM_STAGE_FORK = 1,
  TANDEM_STAGE_SESSION,
  TANDEM_STAGE_NAMESPACE,
  TANDEM_STAGE_ID_MAP,
  TANDEM_STAGE_PRIVATE,
  TANDEM_STAGE_OVERLAY,
  TANDEM_STAGE_LIMIT,
  TANDEM_STAGE_DIRECTORY,
  TANDEM_STAGE_DESCRIPTORS,
  TANDEM_STAGE_EXEC,
};

/// The stage that failed, the overlay or limit it was at, and its errno.
struct tandem_spawn_failure {
  int stage;
  int index;
  int error;
};

/// Starts a process. On success `*pid` and `*pidfd` are set (close the pidfd, reap with
/// `tandem_reap`); otherwise `*failure` says where the child stopped.
///
/// The child dies with SIGKILL when the calling thread ends: stay on it until the child is reaped.
int tandem_spawn(
    const struct tandem_spawn_request *request, int *pid, int *pidfd,
    struct tandem_spawn_failure *failure);

/// Sent to a supervisor: end every descendant now.
#define TANDEM_SIGNAL_END_ALL 12

/// Waits for the process of `pidfd` to end: `*code` is its exit code, or `*signal` is not 0.
int tandem_reap(int pidfd, int *code, int *signal);

/// Sends a signal to the process of `pidfd`, never to a later owner of its number.
int tandem_signal(int pidfd, int signal);

/// A pidfd for a process by number.
int tandem_pidfd_open(int pid);

/// A pipe; the first end is read without blocking.
int tandem_pipe(int ends[2]);

/// An event counter: readable once 8 bytes were written to it.
int tandem_event(void);

/// A sealed descriptor in memory that holds `count` bytes and reads from its start.
int tandem_memory_file(const void *bytes, size_t count);

/// A descriptor like `tandem_memory_file`'s with the sandbox's system call filter: no keyrings, no
/// io_uring, no bpf, no userfaultfd, and sockets of the families unix, inet, inet6, netlink only.
int tandem_seccomp_file(void);

/// Opens `path` beneath the folder `directory`; no component, the last included, may be a link.
int tandem_open_beneath(int directory, const char *path, int flags, unsigned mode);

/// Removes a file or a folder with everything in it, however deep and whatever its modes.
/// Links are removed, never followed.
int tandem_remove_tree(int directory, const char *name);

/// Copies the regular file `source` to `target` from its current offset, sharing blocks where the
/// file system can.
int tandem_copy_file(int source, int target, uint64_t bytes);

/// Writes everything of the file system of `descriptor` to disk.
int tandem_sync_file_system(int descriptor);

/// Makes an overlay's whiteout: the mark of a deleted file.
int tandem_whiteout(int directory, const char *name);
