#pragma once
#if !__has_include(<curl/curl.h>)
#error "libcurl4-openssl-dev is missing: run 'make setup'"
#else
#include <curl/curl.h>
#endif
