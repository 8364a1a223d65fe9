#pragma once
#if !__has_include(<yaml.h>)
#error "libyaml-dev is missing: run 'make setup'"
#else
#include <yaml.h>
#endif
