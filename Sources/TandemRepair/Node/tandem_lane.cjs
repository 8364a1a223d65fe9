// Tries changes in a thread that stays, in a tenth of the time that a new one takes, and refutes those
// that fail there. Nothing passes here: what is not refuted is for a new thread to judge.
'use strict';
const { byTest } = require('./tandem_runner.cjs');
const { die } = require('./tandem_threads.cjs');

/** Rounds between two looks at whether the thread still does what a new one does. */
const BATCH = 20;
/** Rounds of one thread, which holds on to all modules that it loaded. */
const MOST_ROUNDS = 400;

class Lane {
  /** `expected`: what a new thread tells of all tests of the plan's files, unchanged. */
  constructor(threads, plan, patterns, expected, bases) {
    Object.assign(this, { threads, plan, patterns, expected, bases });
    this.runner = threads.runner;
    this.pending = [];
    this.late = [];
    this.rounds = 0;
    this.failures = 0;
  }

  /** Starts the thread where there is none; false where it does not do what a new one does. */
  async isOpen() {
    if (this.failures > 2) return false;
    if (this.worker && this.rounds < MOST_ROUNDS) return true;
    if (this.worker) await this.close();
    this.late.push(...this.pending.splice(0));
    this.rounds = 0;
    const nothing = { served: new Map(), codes: new Map() };
    this.worker = this.threads.open(this.runner.stay(), nothing, { isWatched: true }, (message) => {
      if (message.served) this.served.add(message.served);
      const { event, ended } = this.runner.heard(message, this.files, true);
      if (event) this.events.push(event);
      if (ended !== undefined) this.end?.(ended);
    });
    const worker = this.worker;
    worker.on('exit', () => {
      if (this.worker === worker) this.worker = undefined;
      this.end?.(1);
    });
    this.limit = 5000;
    // Twice: what is read only once is not changed by what is served later.
    const isSame = await this.isSane() && await this.isSane();
    if (!isSame) {
      this.failures += 1;
      await this.close();
      return this.isOpen();
    }
    return true;
  }

  async close() {
    const { worker } = this;
    this.worker = undefined;
    const last = setTimeout(die, 3000);
    await worker?.terminate();
    clearTimeout(last);
  }

  /** Runs files of one thread; 124 where it had to be ended. */
  async #round(files, patterns, { served, codes }) {
    this.rounds += 1;
    this.files = files;
    this.events = [];
    if (!this.worker) return 1;
    let alarm;
    const code = await new Promise((end) => {
      this.end = end;
      alarm = setTimeout(() => end(124), this.limit);
      this.worker.postMessage({ files, patterns, served, codes });
    });
    clearTimeout(alarm);
    this.end = undefined;
    if (code === 124) await this.close();
    return code;
  }

  async #told() {
    return byTest(this.runner.records(await this.runner.text(this.events)));
  }

  /** Whether the unchanged files still do what they do in a new thread. */
  async isSane() {
    const made = this.threads.made(this.bases);
    const tests = new Map();
    this.served = new Set();
    const begun = performance.now();
    for (const files of this.runner.groups(this.plan)) {
      await this.#round(files, [], made);
      for (const [test, record] of await this.#told()) tests.set(test, record);
    }
    this.limit = Math.max(300, 20 * (performance.now() - begun));
    return tests.size === this.expected.size && [...this.expected].every(([test, record]) =>
      ['status', 'class', 'message'].every((part) => tests.get(test)?.[part] === record[part]));
  }

  /** The exit code that refutes a change: 0 where it has to be tried in a new thread. */
  async refutes(id, path, text) {
    if (!await this.isOpen() || !this.served.has(path)) return 0;
    const made = this.threads.made(new Map([[path, text]]));
    if (made === null) return 125;
    this.pending.push(id);
    for (const files of this.runner.groups(this.plan)) {
      const code = await this.#round(files, this.patterns, made);
      if (code !== 0) return code;
      const tests = await this.#told();
      const isRed = this.plan.tests.some((test) => tests.has(test)
        && tests.get(test).status !== 'passed');
      if (isRed) return 1;
    }
    return 0;
  }

  /** Looks after the thread, after a batch or in the end: where it went wrong, or ended before this,
   * what it refuted is kept in `late`, to be tried anew. */
  async check(isLast) {
    if (this.pending.length < BATCH && !isLast) return;
    const isSane = this.worker && this.pending.length > 0 && await this.isSane();
    if (!isSane) {
      this.late.push(...this.pending);
      if (this.worker && !isLast) this.failures += 1;
    }
    this.pending = [];
    if (!isSane || isLast) await this.close();
  }
}

module.exports = { Lane };
