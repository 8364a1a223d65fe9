#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int tandem_pipe(int ends[2]) {
  if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
  return fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 ? 0 : -errno;
}

int tandem_event(void) {
  int event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  return event < 0 ? -errno : event;
}

int tandem_memory_file(const void *bytes, size_t count) {
  int file = memfd_create("tandem", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (file < 0) return -errno;
  size_t done = 0;
  while (done < count) {
    ssize_t written = write(file, (const char *)bytes + done, count - done);
    if (written < 0) {
      if (errno == EINTR) continue;
      int error = errno;
      close(file);
      return -error;
    }
    done += (size_t)written;
  }
  if (lseek(file, 0, SEEK_SET) != 0
      || fcntl(file, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0) {
    int error = errno;
    close(file);
    return -error;
  }
  return file;
}

#if defined(__x86_64__)
#define OUR_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "Tandem's system call filter knows x86_64 and aarch64."
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, (value))
#define REFUSE(code) RETURN(SECCOMP_RET_ERRNO | (code))
/// Refuses one system call with EPERM and goes on to the next rule for every other.
#define FORBID(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), REFUSE(EPERM)
#define ALLOW_FAMILY(family) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, family, 0, 1), RETURN(SECCOMP_RET_ALLOW)

static const struct sock_filter filter[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCHITECTURE, 1, 0),
    REFUSE(ENOSYS),
    LOAD(nr),
#if defined(__x86_64__)
    // The x32 numbers name the same calls once more.
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
    REFUSE(ENOSYS),
#endif
    // Keyrings are not divided by namespaces.
    FORBID(keyctl),
    FORBID(add_key),
    FORBID(request_key),
    // Wide and young kernel surface that no test needs.
    FORBID(bpf),
    FORBID(perf_event_open),
    FORBID(userfaultfd),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_io_uring_setup, 0, 1),
    REFUSE(ENOSYS),
    // A vsock reaches the machine's host whatever the network namespace.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 1, 0),
    RETURN(SECCOMP_RET_ALLOW),
    LOAD(args[0]),
    ALLOW_FAMILY(AF_UNIX),
    ALLOW_FAMILY(AF_INET),
    ALLOW_FAMILY(AF_INET6),
    ALLOW_FAMILY(AF_NETLINK),
    REFUSE(EAFNOSUPPORT),
};

int tandem_seccomp_file(void) { return tandem_memory_file(filter, sizeof filter); }
