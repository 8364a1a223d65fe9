#pragma once
#if !__has_include(<git2.h>)
#error "libgit2-dev is missing: run 'make setup'"
#else
#include <git2.h>
#endif
