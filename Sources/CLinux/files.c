#include "CLinux.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int tandem_open_beneath(int directory, const char *path, int flags, unsigned mode) {
  struct open_how how;
  memset(&how, 0, sizeof how);
  how.flags = (uint64_t)(flags | O_CLOEXEC);
  how.mode = (flags & O_CREAT) ? mode : 0;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  long result;
  do {
    result = syscall(SYS_openat2, directory, path, &how, sizeof how);
  } while (result < 0 && (errno == EINTR || errno == EAGAIN));
  return result < 0 ? -errno : (int)result;
}

/// Deeper folders are first moved up to the top, so that neither descriptors nor stack run out.
enum { deepest = 64 };

struct removal {
  int top;
  unsigned moved;
};

static int empty_folder(struct removal *removal, int folder, int depth);

static int remove_entry(struct removal *removal, int folder, const char *name, int depth) {
  if (unlinkat(folder, name, 0) == 0 || errno == ENOENT) return 0;
  if (errno != EISDIR && errno != EPERM) return -errno;
  if (unlinkat(folder, name, AT_REMOVEDIR) == 0) return 0;
  if (depth >= deepest) {
    char moved[32];
    snprintf(moved, sizeof moved, ".deep-%u", removal->moved++);
    if (renameat(folder, name, removal->top, moved) == 0) return 0;
  }
  int child = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (child < 0 && errno == EACCES && fchmodat(folder, name, 0700, 0) == 0) {
    child = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  }
  if (child < 0) return -errno;
  fchmod(child, 0700);
  int result = empty_folder(removal, child, depth + 1);
  if (unlinkat(folder, name, AT_REMOVEDIR) != 0 && errno != ENOENT && result == 0) result = -errno;
  return result;
}

/// Closes `folder`.
static int empty_folder(struct removal *removal, int folder, int depth) {
  DIR *entries = fdopendir(folder);
  if (!entries) {
    int error = errno;
    close(folder);
    return -error;
  }
  int result = 0;
  bool again = true;
  // Folders moved up while the top was being read may be missed by that reading.
  while (again && result == 0) {
    unsigned moved = removal->moved;
    struct dirent *entry;
    while ((entry = readdir(entries))) {
      if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
      int one = remove_entry(removal, dirfd(entries), entry->d_name, depth);
      if (one != 0) result = one;
    }
    again = depth == 0 && removal->moved != moved;
    if (again) rewinddir(entries);
  }
  closedir(entries);
  return result;
}

int tandem_remove_tree(int directory, const char *name) {
  if (unlinkat(directory, name, 0) == 0 || errno == ENOENT) return 0;
  if (errno != EISDIR && errno != EPERM) return -errno;
  int top = openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (top < 0 && errno == EACCES && fchmodat(directory, name, 0700, 0) == 0) {
    top = openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  }
  if (top < 0) return -errno;
  fchmod(top, 0700);
  struct removal removal = {top, 0};
  int result = empty_folder(&removal, top, 0);
  if (unlinkat(directory, name, AT_REMOVEDIR) != 0 && errno != ENOENT && result == 0) {
    result = -errno;
  }
  return result;
}

int tandem_copy_file(int source, int target, uint64_t bytes) {
  if (ioctl(target, FICLONE, source) == 0) return 0;
  char buffer[1 << 16];
  bool in_kernel = true;
  while (bytes > 0) {
    ssize_t count = in_kernel ? copy_file_range(source, NULL, target, NULL, bytes, 0)
                              : read(source, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && in_kernel && (errno == EXDEV || errno == EINVAL || errno == ENOSYS)) {
      in_kernel = false;
      continue;
    }
    if (count < 0) return -errno;
    if (count == 0) return 0;
    for (ssize_t done = 0; !in_kernel && done < count;) {
      ssize_t written = write(target, buffer + done, (size_t)(count - done));
      if (written < 0 && errno != EINTR) return -errno;
      if (written > 0) done += written;
    }
    bytes -= (uint64_t)count < bytes ? (uint64_t)count : bytes;
  }
  return 0;
}

int tandem_sync_file_system(int descriptor) { return syncfs(descriptor) == 0 ? 0 : -errno; }

int tandem_whiteout(int directory, const char *name) {
  return mknodat(directory, name, S_IFCHR, 0) == 0 ? 0 : -errno;
}
