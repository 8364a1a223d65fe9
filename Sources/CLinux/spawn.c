#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

/// Between fork and exec only async-signal-safe calls are allowed: the parent has threads.
static _Noreturn void give_up(int report, int stage, int index) {
  struct tandem_spawn_failure failure = {stage, index, errno};
  ssize_t ignored = write(report, &failure, sizeof failure);
  (void)ignored;
  _exit(127);
}

static int write_whole(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return -1;
  ssize_t written = write(file, text, strlen(text));
  close(file);
  return written == (ssize_t)strlen(text) ? 0 : -1;
}

static void reset_signals(void) {
  for (int signal = 1; signal < NSIG; signal++) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, NULL);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static void enter_namespaces(const struct tandem_spawn_request *request, int report) {
  if (!request->private_mounts) return;
  int flags = CLONE_NEWNS | (request->uid_map ? CLONE_NEWUSER : 0);
  if (unshare(flags) != 0) give_up(report, TANDEM_STAGE_NAMESPACE, 0);
  if (request->uid_map) {
    if (write_whole("/proc/self/setgroups", "deny") != 0
        || write_whole("/proc/self/uid_map", request->uid_map) != 0
        || write_whole("/proc/self/gid_map", request->gid_map) != 0) {
      give_up(report, TANDEM_STAGE_ID_MAP, 0);
    }
  }
  if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) {
    give_up(report, TANDEM_STAGE_PRIVATE, 0);
  }
  for (size_t i = 0; i < request->overlay_count; i++) {
    const struct tandem_overlay *overlay = &request->overlays[i];
    if (mount("overlay", overlay->target, "overlay", MS_NOSUID | MS_NODEV, overlay->options) != 0) {
      give_up(report, TANDEM_STAGE_OVERLAY, (int)i);
    }
  }
}

/// Closes every descriptor above 2 that the child does not need, before anything slow: another
/// thread may be writing an executable, which cannot be run while a copy of its descriptor is open.
static void close_others(const struct tandem_spawn_request *request, int report) {
  unsigned low = 3;
  for (;;) {
    unsigned next = ~0u;
    int needed[] = {report, request->input, request->output};
    for (size_t i = 0; i < 3 + request->kept_count; i++) {
      unsigned number = (unsigned)(i < 3 ? needed[i] : request->kept[i - 3]);
      if (number >= low && number < next) next = number;
    }
    if (next == ~0u) break;
    if (next > low) syscall(SYS_close_range, low, next - 1, 0u);
    low = next + 1;
  }
  syscall(SYS_close_range, low, ~0u, 0u);
}

static _Noreturn void become(
    const struct tandem_spawn_request *request, int report, pid_t parent) {
  close_others(request, report);
  if (setsid() < 0) give_up(report, TANDEM_STAGE_SESSION, 0);
  reset_signals();
  enter_namespaces(request, report);
  // Only now: a new user namespace clears it. The parent may be gone already.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);
  static const int resources[] = {RLIMIT_CORE, RLIMIT_FSIZE, RLIMIT_NPROC};
  for (size_t i = 0; i < request->limit_count; i++) {
    int resource = resources[request->limits[i].resource];
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0) {
      give_up(report, TANDEM_STAGE_LIMIT, (int)i);
    }
    // A limit may only be lowered by an ordinary user; one that is lower already stays.
    if (request->limits[i].value < limit.rlim_max) limit.rlim_max = request->limits[i].value;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(resource, &limit) != 0) {
      give_up(report, TANDEM_STAGE_LIMIT, (int)i);
    }
  }
  if (request->directory && chdir(request->directory) != 0) {
    give_up(report, TANDEM_STAGE_DIRECTORY, 0);
  }
  // Both are above 2: tandem_spawn saw to it.
  if (dup2(request->input, 0) < 0 || dup2(request->output, 1) < 0
      || dup2(request->output, 2) < 0) {
    give_up(report, TANDEM_STAGE_DESCRIPTORS, 0);
  }
  for (size_t i = 0; i < request->kept_count; i++) {
    if (fcntl(request->kept[i], F_SETFD, 0) != 0) {
      give_up(report, TANDEM_STAGE_DESCRIPTORS, (int)i);
    }
  }
  execve(request->program, request->arguments, request->environment);
  give_up(report, TANDEM_STAGE_EXEC, 0);
}

/// Ends every child; orphans of theirs become children of this subreaper and are met on a later
/// turn.
static void end_descendants(void) {
  for (;;) {
    char path[] = "/proc/thread-self/children";
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
      char buffer[4096];
      ssize_t count;
      pid_t pid = 0;
      while ((count = read(file, buffer, sizeof buffer)) > 0) {
        for (ssize_t i = 0; i < count; i++) {
          if (buffer[i] >= '0' && buffer[i] <= '9') {
            pid = pid * 10 + (buffer[i] - '0');
          } else if (pid > 0) {
            kill(pid, SIGKILL);
            pid = 0;
          }
        }
      }
      close(file);
    }
    if (waitpid(-1, NULL, file >= 0 ? 0 : WNOHANG) <= 0 && errno != EINTR) return;
  }
}

/// Stays between Tandem and an unconfined command: adopts what it leaves behind and ends it.
static _Noreturn void supervise(
    const struct tandem_spawn_request *request, int report, pid_t parent) {
  // Of its own session: what a terminal sends to Tandem's group must not end it before its charges.
  setsid();
  sigset_t watched;
  sigemptyset(&watched);
  sigaddset(&watched, SIGCHLD);
  sigaddset(&watched, SIGTERM);
  sigaddset(&watched, TANDEM_SIGNAL_END_ALL);
  sigprocmask(SIG_SETMASK, &watched, NULL);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  prctl(PR_SET_DUMPABLE, 0);
  prctl(PR_SET_PDEATHSIG, TANDEM_SIGNAL_END_ALL);
  if (getppid() != parent) _exit(127);

  pid_t own = getpid();
  pid_t command = fork();
  if (command < 0) give_up(report, TANDEM_STAGE_FORK, 0);
  if (command == 0) {
    prctl(PR_SET_DUMPABLE, 1);
    become(request, report, own);
  }
  // Nothing of Tandem's stays open here: not its pipes, not its locks.
  syscall(SYS_close_range, 0u, ~0u, 0u);

  for (;;) {
    siginfo_t info;
    int signal = sigwaitinfo(&watched, &info);
    if (signal == SIGTERM) {
      kill(-command, SIGTERM);
    } else if (signal == TANDEM_SIGNAL_END_ALL) {
      end_descendants();
      _exit(128 + SIGKILL);
    } else if (signal == SIGCHLD) {
      int status;
      pid_t ended;
      while ((ended = waitpid(-1, &status, WNOHANG)) > 0) {
        if (ended != command) continue;
        end_descendants();
        if (WIFEXITED(status)) _exit(WEXITSTATUS(status));
        struct rlimit none = {0, 0};
        setrlimit(RLIMIT_CORE, &none);
        reset_signals();
        raise(WTERMSIG(status));
        _exit(128 + WTERMSIG(status));
      }
    }
  }
}

/// A copy of `descriptor` above 2, so that the child's dup2 calls cannot overwrite it.
static int lifted(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, 3); }

int tandem_spawn(
    const struct tandem_spawn_request *request, int *pid, int *pidfd,
    struct tandem_spawn_failure *failure) {
  memset(failure, 0, sizeof *failure);
  failure->stage = TANDEM_STAGE_FORK;

  int report[2] = {-1, -1};
  struct tandem_spawn_request safe = *request;
  safe.input = lifted(request->input);
  safe.output = lifted(request->output);
  if (safe.input < 0 || safe.output < 0 || pipe2(report, O_CLOEXEC) != 0) {
    failure->error = errno;
    if (safe.input >= 0) close(safe.input);
    if (safe.output >= 0) close(safe.output);
    return -failure->error;
  }

  // No handler of Tandem's may run in the child.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t parent = getpid();
  pid_t child = fork();
  if (child == 0) {
    if (request->supervised) supervise(&safe, report[1], parent);
    become(&safe, report[1], parent);
  }
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(safe.input);
  close(safe.output);
  close(report[1]);
  if (child < 0) {
    close(report[0]);
    failure->error = error;
    return -error;
  }

  ssize_t count;
  do {
    count = read(report[0], failure, sizeof *failure);
  } while (count < 0 && errno == EINTR);
  close(report[0]);
  if (count > 0) {
    kill(child, SIGKILL);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    return -failure->error;
  }

  int descriptor = tandem_pidfd_open(child);
  if (descriptor < 0) {
    failure->error = -descriptor;
    kill(child, SIGKILL);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    return descriptor;
  }
  *pid = child;
  *pidfd = descriptor;
  return 0;
}

int tandem_pidfd_open(int pid) {
  int descriptor = (int)syscall(SYS_pidfd_open, pid, 0);
  return descriptor < 0 ? -errno : descriptor;
}

int tandem_signal(int pidfd, int signal) {
  return syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0) == 0 ? 0 : -errno;
}

int tandem_reap(int pidfd, int *code, int *signal) {
  siginfo_t info;
  memset(&info, 0, sizeof info);
  int result;
  do {
    result = waitid((idtype_t)P_PIDFD, (id_t)pidfd, &info, WEXITED);
  } while (result != 0 && errno == EINTR);
  if (result != 0) return -errno;
  *code = info.si_code == CLD_EXITED ? info.si_status : 0;
  *signal = info.si_code == CLD_EXITED ? 0 : info.si_status;
  return 0;
}
