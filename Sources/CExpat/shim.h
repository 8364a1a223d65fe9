#pragma once
#if !__has_include(<expat.h>)
#error "libexpat1-dev is missing: run 'make setup'"
#else
#include <expat.h>
#endif
