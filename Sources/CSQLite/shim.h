#pragma once
#if !__has_include(<sqlite3.h>)
#error "libsqlite3-dev is missing: run 'make setup'"
#else
#include <sqlite3.h>
#endif
