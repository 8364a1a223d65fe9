// How `node --test` runs test files in threads: each file in one of its own.
'use strict';
const { join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');

const overlay = require.resolve('./tandem_overlay.cjs');
const reporting = ['--test-reporter=' + overlay, '--test-reporter-destination=stdout'];

class NodeTest {
  constructor(job, folder) {
    this.report = pathToFileURL(join(folder, job.red.report + '.mjs'));
    // What a preload sets up may be dear, and is not needed by all tests.
    this.isLight = job.preloads.length > 0 ? [true, false] : [true];
  }

  /** The files of a plan that share a thread. */
  groups(plan) {
    return plan.files.map((file) => [file]);
  }

  /** How a thread is started that runs files once. */
  once([file], patterns) {
    const names = patterns.map((pattern) => '--test-name-pattern=' + pattern);
    return { program: file, words: [...reporting, ...names], argv: [] };
  }

  /** How a thread is started that runs files round after round. */
  stay() {
    return { program: require.resolve('./tandem_node_test_rounds.cjs'), argv: [],
      words: [...reporting, '--experimental-vm-modules', '--no-warnings'] };
  }

  /** What a thread's message says: an event of a test, or the exit code that ends a round. */
  heard({ type, data }, [file], isRound) {
    if (!type) return {};
    if (isRound) {
      // Below the test that stays open and the round's suite.
      data.nesting -= 2;
      data.file = resolve(file);
      if (data.nesting >= 0) return { event: { type, data } };
      if (data.nesting < -1 || type === 'test:start') return {};
      const { failureType } = data.details.error ?? {};
      return { ended: failureType && failureType !== 'subtestsFailed' ? 1 : 0 };
    }
    data.file ??= resolve(file);
    return { event: { type, data } };
  }

  /** What the runner would tell of files that did not run to their end. */
  broken([file], exitCode, events) {
    if (events.some(({ type }) => type === 'test:fail')) return [];
    const path = resolve(file);
    const details = { type: 'test', error: { failureType: 'testCodeFailure', exitCode } };
    return [{ type: 'test:fail', data: { name: path, nesting: 0, file: path, details } }];
  }

  /** The records of the runner's own report. */
  async told(events) {
    const { default: report } = await import(this.report);
    const records = [];
    for await (const line of report(events)) records.push(JSON.parse(line));
    return records;
  }
}

module.exports = { NodeTest };
