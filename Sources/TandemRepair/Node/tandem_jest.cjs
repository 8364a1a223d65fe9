// How jest runs test files in threads: all files of a run in one, each in a world of its own, as jest
// has it.
'use strict';
const { join, relative } = require('node:path');
const { home } = require('./tandem_packages.cjs');
const { Runner } = require('./tandem_runner.cjs');

const plain = (text) => (text ?? '').replace(/\u001b[^A-Za-z]*[A-Za-z]/g, '');
/** A failure without its lines of a trace. */
const said = (text) => plain(text).split(/\n\s+at /)[0];
const isRed = ({ status }) => status === 'failed';

class Jest extends Runner {
  ending = '.json';

  constructor(job) {
    super();
    this.words = [...job.words, '--ci', '--coverage=false', '--watchman=false', '--runInBand',
      '--reporters=' + require.resolve('./tandem_jest_reporter.cjs')];
  }

  once(files, patterns, isHasty) {
    const names = patterns.map((pattern) => '--testNamePattern=' + pattern);
    const argv = [...isHasty ? ['--bail'] : [], ...names, '--runTestsByPath', ...files];
    return { program: join(home('jest'), 'bin/jest.js'), words: [],
      argv: [...this.words, ...argv] };
  }

  stay() {
    return { program: require.resolve('./tandem_jest_rounds.cjs'), argv: this.words, words: [] };
  }

  async text(events) {
    const tests = events.flatMap(({ assertionResults }) => assertionResults);
    return JSON.stringify({
      numTotalTests: tests.length, numFailedTests: tests.filter(isRed).length, testResults: events,
    });
  }

  records(text) {
    const seen = new Map();
    return JSON.parse(text).testResults.flatMap(({ name, status, message, assertionResults }) => {
      const path = relative(process.cwd(), name);
      const records = assertionResults.map((one) => {
        const test = [path, ...one.ancestorTitles.filter((title) => title), one.title].join('::');
        const times = (seen.get(test) ?? 0) + 1;
        seen.set(test, times);
        return { test: times > 1 ? test + ' #' + times : test,
          status: ['passed', 'failed'].includes(one.status) ? one.status : 'skipped',
          message: said(one.failureMessages?.[0]) };
      });
      // A file that could not be loaded, or whose hooks failed, is red without a red test.
      const isTold = status !== 'failed' || records.some(isRed);
      return isTold ? records : [...records, { test: path, status: 'error', message: said(message) }];
    });
  }

  isSame(now, then) {
    return then !== undefined && now.message.includes(then.message)
      && (then.class === 'failure' || now.message.includes(then.class));
  }
}

module.exports = { Jest };
