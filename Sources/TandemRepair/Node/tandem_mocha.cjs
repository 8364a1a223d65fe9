// How mocha runs test files in threads: all files of a run in one, with the project's own settings.
'use strict';
const { join } = require('node:path');
const { home } = require('./tandem_packages.cjs');
const { Runner } = require('./tandem_runner.cjs');

class Mocha extends Runner {
  constructor(job, folder) {
    super();
    this.words = [...job.words, '--reporter', join(folder, job.red.report + '.cjs')];
  }

  once(files, patterns, isHasty) {
    const names = patterns.flatMap((pattern) => ['--grep', pattern]);
    const argv = [isHasty ? '--bail' : '--no-bail', '--no-parallel', ...names, ...files];
    return { program: join(home('mocha'), 'bin/_mocha'), words: [],
      argv: [...this.words, ...argv] };
  }

  stay() {
    return { program: require.resolve('./tandem_mocha_rounds.cjs'), argv: [...this.words, '--no-bail'],
      words: ['--experimental-vm-modules', '--no-warnings'] };
  }
}

module.exports = { Mocha };
