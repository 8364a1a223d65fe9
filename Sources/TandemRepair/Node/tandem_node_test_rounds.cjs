// In a thread that stays: runs a file of `node --test` round after round.
'use strict';
const { resolve } = require('node:path');
const { describe, test } = require('node:test');
const { Graph } = require('./tandem_modules.cjs');
const { rounds } = require('./tandem_rounds.cjs');

// A test that stays open: the runner takes no more tests after its last one.
test('rounds', { timeout: Infinity }, () => rounds(({ files: [file] }) =>
  describe('round', () => new Graph().load(resolve(file)).then(() => {}))));
