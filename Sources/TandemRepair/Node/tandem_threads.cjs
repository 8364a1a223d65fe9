// Runs test files, each in a thread of its own with a new graph of modules.
'use strict';
const Module = require('node:module');
const { dirname, extname, resolve } = require('node:path');
const { MessageChannel, Worker } = require('node:worker_threads');
const overlay = require('./tandem_overlay.cjs');

/** One way to start threads: light ones load nothing before the tests, and get from this process
 * what the project's loaders make of a file; the others load what the runner would. */
class Threads {
  constructor(runner, { options, preloads }, isLight) {
    this.runner = runner;
    this.options = isLight ? options : [...preloads, ...options];
    this.isLight = isLight;
    this.extensions = isLight ? overlay.extensions() : [];
    this.codes = new Map();
    this.env = { ...process.env };
    if (isLight && /(^|\s)(-r|--require|--import|--(experimental-)?loader)\b/.test(
      this.env.NODE_OPTIONS ?? '')) delete this.env.NODE_OPTIONS;
  }

  /** What the project's loader makes of a file's text; null where it makes nothing. */
  compiled(path, text) {
    if (text !== undefined) overlay.serve([[path, text]]);
    try {
      const module = new Module(path);
      module.filename = path;
      module.paths = Module._nodeModulePaths(dirname(path));
      let code = null;
      module._compile = (made) => { code = made; };
      Module._extensions[extname(path)](module, path);
      return code;
    } catch {
      return null;
    } finally {
      overlay.serve([]);
    }
  }

  /** Texts to serve as they are, and those that a loader has to make something of; null where it
   * makes nothing. */
  made(texts) {
    const served = new Map();
    const codes = new Map();
    for (const [path, text] of texts ?? []) {
      const code = this.extensions.includes(extname(path)) ? this.compiled(path, text) : undefined;
      if (code === null) return null;
      if (code === undefined) served.set(path, text);
      else codes.set(path, code);
    }
    return { served, codes };
  }

  /** Starts a thread; `hear` gets what it tells. */
  open({ program, words, argv }, { served, codes }, { env, isWatched, isHasty }, hear) {
    const { port1, port2 } = new MessageChannel();
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const tandem = {
      texts: served, codes: new Map([...this.codes, ...codes]), flag, port: port2,
      extensions: this.extensions, isWatched, isHasty,
    };
    const worker = this.start(resolve(program), ['--require', overlayPath, ...words], {
      argv, env: { ...this.env, ...env }, stdout: true, stderr: true,
      workerData: { tandem }, transferList: [port2],
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    worker.stdout.resume();
    worker.stderr.resume();
    worker.on('error', () => {});
    worker.on('exit', () => port1.close());
    worker.on('message', (message) => {
      if (!message?.wanted) {
        if (message) hear(message);
        return;
      }
      const made = this.compiled(message.wanted);
      if (made !== null) this.codes.set(message.wanted, made);
      port1.postMessage(made);
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
    });
    return worker;
  }

  /** Runs files of one thread to their end; `texts` are served in the place of files.
   *
   * @returns its events, its exit code (124 where it had to be ended) and what was seen of it. */
  async run(files, { patterns, texts, limit, ...options }) {
    const seen = { events: [], served: new Set(), isAway: false, code: 0, milliseconds: 0 };
    const made = this.made(texts);
    if (made === null) return { ...seen, code: 125 };
    const begun = performance.now();
    const start = this.runner.once(files, patterns, options.isHasty);
    const worker = this.open(start, made, options, (message) => {
      const { event } = this.runner.heard(message, files, false);
      if (event) seen.events.push(event);
      else if (message.served) seen.served.add(message.served);
      else if (message.away) seen.isAway = true;
    });
    worker.on('error', () => { seen.code ||= 1; });
    const { code, isStuck } = await ended(worker, limit);
    seen.code = isStuck ? 124 : code || seen.code;
    seen.milliseconds = performance.now() - begun;
    if (seen.code !== 0) seen.events.push(...this.runner.broken(files, seen.code, seen.events));
    return seen;
  }

  /** Starts a thread, without options that only a process can have: it has them from this one. */
  start(file, own, options) {
    const words = [...own, ...this.options];
    try {
      return new Worker(file, { ...options, execArgv: words });
    } catch (error) {
      const refused = error.code === 'ERR_WORKER_INVALID_EXEC_ARGV'
        ? error.message.replace(/^.*?: /, '').split(', ') : [];
      const left = words.filter((word) => !refused.includes(word));
      if (left.length === words.length) throw error;
      this.options = this.options.filter((word) => !refused.includes(word));
      return new Worker(file, { ...options, execArgv: left });
    }
  }
}

const overlayPath = require.resolve('./tandem_overlay.cjs');

/** Ends a thread that takes longer; tells how it ended. */
async function ended(worker, limit) {
  let last;
  const alarm = setTimeout(() => {
    worker.terminate();
    // What sits in a call of the system does not end so: then all of this process does.
    last = setTimeout(die, 3000);
  }, limit);
  const code = await new Promise((end) => worker.on('exit', end));
  clearTimeout(alarm);
  clearTimeout(last);
  return { code, isStuck: last !== undefined };
}

/** Ends this process at once; who started it starts it again. */
function die() {
  process.kill(process.pid, 'SIGKILL');
}

module.exports = { Threads, die };
