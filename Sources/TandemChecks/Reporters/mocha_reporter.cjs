// Reports each test of mocha as JSON lines, as report.py does for Python. It runs in the process of
// the tests, for mocha 6 and later; a hook that fails is told as an error of its suite.
'use strict';

const { appendFileSync } = require('node:fs');
const { relative } = require('node:path');
const { parentPort, workerData } = require('node:worker_threads');

const path = process.env.TANDEM_REPORT;
// A test must not find its result file by looking for it.
delete process.env.TANDEM_REPORT;
const top = process.cwd();
const stringify = JSON.stringify;
// Who runs tests in threads of one process hears of them at once.
const append = workerData?.tandem ? (event) => parentPort.postMessage({ event })
  : (record) => appendFileSync(path, stringify(record) + '\n');
const clip = (text, limit) => String(text ?? '').slice(0, limit);

module.exports = function Tandem(runner) {
  const seen = new Map();
  const ids = new WeakMap();
  let results = 0;
  const id = (runnable, titles) => {
    if (ids.has(runnable)) return ids.get(runnable);
    const file = runnable.file ?? runnable.parent?.file;
    const whole = [file ? relative(top, file) : '', ...titles].join('::');
    const times = (seen.get(whole) ?? 0) + 1;
    seen.set(whole, times);
    const name = times > 1 ? whole + ' #' + times : whole;
    ids.set(runnable, name);
    return name;
  };
  const testID = (test) => id(test, test.titlePath());
  const result = (name, status, test, error) => {
    results += 1;
    const record = { test: name, status, seconds: (test.duration ?? 0) / 1000 };
    if (error) {
      Object.assign(record, {
        class: clip(error.name ?? typeof error, 200), message: clip(error.message ?? error, 500),
        trace: clip(error.stack, 4000),
      });
    }
    append(record);
  };
  append({ tandem: 1, runner: 'mocha on node ' + process.version });
  runner.on('test', (test) => append({ started: testID(test) }));
  runner.on('pass', (test) => result(testID(test), 'passed', test));
  runner.on('pending', (test) => result(testID(test), 'skipped', test));
  runner.on('fail', (test, error) => {
    if (test.type !== 'hook') return result(testID(test), 'failed', test, error ?? {});
    const titles = test.parent?.titlePath().filter((title) => title) ?? [];
    const file = test.file ?? test.ctx?.currentTest?.file ?? test.parent?.file;
    return result([file ? relative(top, file) : '', ...titles].join('::'), 'error', test, error ?? {});
  });
  runner.on('end', () => append({ end: results }));
};
