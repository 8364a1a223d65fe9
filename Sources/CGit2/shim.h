#pragma once
#if !__has_include(<git2.h>)
#error "libgit2-dev is missing: run 'make setup'"
#else
#include <git2.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>

/* git_libgit2_opts is variadic, which Swift cannot call: one inline function a signature. */

/* GIT_OPT_SET_SEARCH_PATH: where configuration files of one level are looked for. */
static inline int tandem_git_set_search_path(git_config_level_t level, const char *path) {
  return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, (int)level, path);
}

/* Any option that takes one int. */
static inline int tandem_git_set_size(git_libgit2_opt_t option, ssize_t value) {
  return git_libgit2_opts(option, value);
}

static inline int tandem_git_set_option(git_libgit2_opt_t option, int value) {
  return git_libgit2_opts((int)option, value);
}

/* GIT_OPT_SET_EXTENSIONS: names of repository extensions that may be opened. */
static inline int tandem_git_set_extensions(const char **names, size_t count) {
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, count);
}
#endif
