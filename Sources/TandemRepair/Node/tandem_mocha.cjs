// How mocha runs test files in threads: all files of a run in one, with the project's own settings.
'use strict';
const Module = require('node:module');
const { dirname, join } = require('node:path');

/** The folder of the mocha that the project's command starts. */
function home() {
  const { resolve } = Module.createRequire(join(process.cwd(), 'package.json'));
  return dirname(resolve('mocha/package.json'));
}

class Mocha {
  isLight = [false];

  constructor(job, folder) {
    this.words = [...job.words, '--reporter', join(folder, job.red.report + '.cjs')];
  }

  groups(plan) {
    return [plan.files];
  }

  once(files, patterns, isHasty) {
    const names = patterns.flatMap((pattern) => ['--grep', pattern]);
    const argv = [isHasty ? '--bail' : '--no-bail', '--no-parallel', ...names, ...files];
    return { program: require.resolve('./tandem_mocha_once.cjs'), words: [],
      argv: [...this.words, ...argv] };
  }

  stay() {
    return { program: require.resolve('./tandem_mocha_rounds.cjs'), argv: [...this.words, '--no-bail'],
      words: ['--experimental-vm-modules', '--no-warnings'] };
  }

  heard({ record, ended }) {
    return { event: record, ended };
  }

  broken() {
    return [];
  }

  async told(records) {
    return records;
  }
}

module.exports = { Mocha, home };
