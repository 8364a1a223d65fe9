// How `node --test` runs test files in threads: each file in one of its own.
'use strict';
const { join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');
const { Runner } = require('./tandem_runner.cjs');

const overlay = require.resolve('./tandem_overlay.cjs');
const reporting = ['--test-reporter=' + overlay, '--test-reporter-destination=stdout'];

class NodeTest extends Runner {
  constructor(job, folder) {
    super();
    this.report = pathToFileURL(join(folder, job.red.report + '.mjs'));
    // What a preload sets up may be dear, and is not needed by all tests.
    this.isLight = job.preloads.length > 0 ? [true, false] : [true];
  }

  groups(plan) {
    return plan.files.map((file) => [file]);
  }

  once([file], patterns) {
    const names = patterns.map((pattern) => '--test-name-pattern=' + pattern);
    return { program: file, words: [...reporting, ...names], argv: [] };
  }

  stay() {
    return { program: require.resolve('./tandem_node_test_rounds.cjs'), argv: [],
      words: [...reporting, '--experimental-vm-modules', '--no-warnings'] };
  }

  heard({ type, data }, [file], isRound) {
    if (!type) return {};
    if (!isRound) {
      data.file ??= resolve(file);
      return { event: { type, data } };
    }
    // Below the test that stays open and the round's suite, which another file defines.
    data.file = resolve(file);
    data.nesting -= 2;
    if (data.nesting >= 0) return { event: { type, data } };
    if (data.nesting < -1 || type === 'test:start') return {};
    const { failureType } = data.details.error ?? {};
    return { ended: failureType && failureType !== 'subtestsFailed' ? 1 : 0 };
  }

  broken([file], exitCode, events) {
    if (events.some(({ type }) => type === 'test:fail')) return [];
    const path = resolve(file);
    const details = { type: 'test', error: { failureType: 'testCodeFailure', exitCode } };
    return [{ type: 'test:fail', data: { name: path, nesting: 0, file: path, details } }];
  }

  async text(events) {
    const { default: report } = await import(this.report);
    let text = '';
    for await (const line of report(events)) text += line;
    return text;
  }
}

module.exports = { NodeTest };
