// Serves changed texts of source files, in a process and in its threads; in a thread it reports the
// tests' events as well. It is loaded before anything of the project's.
'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const { resolve } = require('node:path');
const { fileURLToPath } = require('node:url');
const threads = require('node:worker_threads');

const { isMainThread, parentPort, workerData } = threads;
const job = isMainThread ? undefined : workerData?.tandem;
const texts = new Map();
let version = 0;
const tell = (message) => parentPort.postMessage(message);

/** Serves other texts than before in the stead of files. */
function serve(others) {
  version += 1;
  texts.clear();
  for (const [path, text] of others) texts.set(path, Buffer.from(text));
}

/** The path of a file of which a text is served; undefined for nearly all files. */
function known(file) {
  if (texts.size === 0) return undefined;
  const isURL = file instanceof URL;
  if (isURL ? file.protocol !== 'file:' : typeof file !== 'string') return undefined;
  const path = resolve(isURL ? fileURLToPath(file) : file);
  return texts.has(path) ? path : undefined;
}

/** The text to be read in a file's stead. */
function served(file) {
  const path = known(file);
  if (path !== undefined && job?.isWatched) tell({ served: path });
  return texts.get(path);
}

function decoded(text, options) {
  const encoding = typeof options === 'string' ? options : options?.encoding;
  return encoding ? text.toString(encoding) : Buffer.from(text);
}

const { readFileSync } = fs;
fs.readFileSync = function (file, options) {
  const text = served(file);
  return text === undefined ? readFileSync.apply(this, arguments) : decoded(text, options);
};

// The loader of modules (`import`) reads so.
const { readFile } = fs.promises;
fs.promises.readFile = async function (file, options) {
  const text = served(file);
  return text === undefined ? readFile.apply(this, arguments) : decoded(text, options);
};

// Loaders keep what they made of a file for as long as its time is the same.
const { statSync } = fs;
fs.statSync = function (file) {
  const stat = statSync.apply(this, arguments);
  if (stat && known(file) !== undefined) {
    stat.mtimeMs = version;
    stat.mtime = new Date(version);
  }
  return stat;
};

/** What a loader of the project's made of a file: known already, or asked for. */
function code(path) {
  if (job.isWatched) tell({ served: path });
  let answer = job.codes.get(path);
  if (answer === undefined) {
    tell({ wanted: path });
    Atomics.wait(job.flag, 0, 0);
    Atomics.store(job.flag, 0, 0);
    answer = threads.receiveMessageOnPort(job.port).message;
    job.codes.set(path, answer);
  }
  if (answer === null) throw new SyntaxError(`${path} could not be loaded`);
  return answer;
}

/** Tells that code ran where a changed text is not served. */
function watch() {
  const away = () => tell({ away: true });
  process.on('worker', away);
  const processes = require('node:child_process');
  const { spawn } = processes.ChildProcess.prototype;
  processes.ChildProcess.prototype.spawn = function ({ file } = {}) {
    // How jest lists files.
    if (file !== 'find') away();
    return spawn.apply(this, arguments);
  };
  for (const name of ['spawnSync', 'execSync', 'execFileSync']) {
    const plain = processes[name];
    processes[name] = function () {
      away();
      return plain.apply(this, arguments);
    };
  }
  Module.syncBuiltinESMExports();
}

if (job) {
  serve(job.texts);
  for (const extension of job.extensions) {
    Module._extensions[extension] = (module, path) => module._compile(code(path), path);
  }
  if (job.isWatched) watch();
}

/** The parts of an event that its report needs. */
function plain({ name, nesting, file, skip, todo, details }) {
  const { type, duration_ms, error } = details ?? {};
  const cause = error?.cause;
  const said = cause instanceof Error ? { name: cause.name, message: cause.message } : String(cause);
  return {
    name, nesting, file, skip, todo,
    details: { type, duration_ms, error: error && { failureType: error.failureType, cause: said } },
  };
}

const kept = new Set(['test:start', 'test:pass', 'test:fail']);
module.exports = async function* (source) {
  for await (const { type, data } of source) {
    if (!kept.has(type)) continue;
    tell({ type, data: plain(data) });
    const isOff = data.skip || data.todo;
    if (job.isHasty && type === 'test:fail' && !isOff) process.exit(1);
  }
};

module.exports.serve = serve;
module.exports.served = served;
module.exports.codes = job?.codes;

if (isMainThread) {
  const plainExtensions = { ...Module._extensions };
  /** The endings whose files are loaded in the project's own way. */
  module.exports.extensions = () => Object.keys(Module._extensions)
    .filter((extension) => Module._extensions[extension] !== plainExtensions[extension]);
}
