// The packages of the project whose tests are run.
'use strict';
const Module = require('node:module');
const { dirname, join } = require('node:path');

/** Where a package lies that the project or, with `from`, another package uses. */
function home(name, from = process.cwd()) {
  const { resolve } = Module.createRequire(join(from, 'package.json'));
  return dirname(resolve(name + '/package.json'));
}

module.exports = { home };
