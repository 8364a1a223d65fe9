#pragma once
#if !__has_include(<curl/curl.h>)
#error "libcurl4-openssl-dev is missing: run 'make setup'"
#else
#include <curl/curl.h>
#include <fcntl.h>

// Swift cannot call variadic C functions: one typed door for each kind of argument.

static inline CURLcode tandem_curl_global(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

static inline CURLcode tandem_curl_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode tandem_curl_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode tandem_curl_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline void tandem_curl_keep_at_most(CURLM *multi, long connections) {
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, connections);
}

// Copies the body.
static inline CURLcode tandem_curl_body(CURL *easy, const void *bytes, curl_off_t count) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, count);
  return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, bytes);
}

typedef size_t (*tandem_curl_sink)(char *bytes, size_t size, size_t count, void *owner);
typedef int (*tandem_curl_prerequest)(
    void *owner, char *peer, char *local, int peer_port, int local_port);

// Sets the callbacks of one transfer and the owner they are called with; `error` must hold
// CURL_ERROR_SIZE bytes and live as long as the handle.
static inline void tandem_curl_callbacks(
    CURL *easy, void *owner, tandem_curl_sink head, tandem_curl_sink body,
    tandem_curl_prerequest prerequest, char *error) {
  curl_easy_setopt(easy, CURLOPT_PRIVATE, owner);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, head);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, owner);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, owner);
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, prerequest);
  curl_easy_setopt(easy, CURLOPT_PREREQDATA, owner);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, error);
}

static inline int tandem_curl_close_on_exec(
    void *owner, curl_socket_t socket, curlsocktype purpose) {
  (void)owner;
  (void)purpose;
  return fcntl(socket, F_SETFD, FD_CLOEXEC) == 0 ? CURL_SOCKOPT_OK : CURL_SOCKOPT_ERROR;
}

// No child process may hold a connection that carries a key.
static inline void tandem_curl_keep_from_children(CURL *easy) {
  curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, tandem_curl_close_on_exec);
}

static inline long tandem_curl_number(CURL *easy, CURLINFO info) {
  long value = 0;
  curl_easy_getinfo(easy, info, &value);
  return value;
}

// Reads one finished transfer: its handle, or NULL where none is waiting.
static inline CURL *tandem_curl_finished(CURLM *multi, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left))) {
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}
#endif
