#pragma once
#if !__has_include(<sqlite3.h>)
#error "libsqlite3-dev is missing: run 'make setup'"
#else
#include <sqlite3.h>

// Swift cannot call variadic C functions.
static inline int tandem_sqlite3_db_config(sqlite3 *db, int option, int value) {
  return sqlite3_db_config(db, option, value, (int *)0);
}
#endif
