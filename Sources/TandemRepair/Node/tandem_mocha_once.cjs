// In a thread: mocha's own command, once.
'use strict';
const { join } = require('node:path');

require(join(require('./tandem_mocha.cjs').home(), 'lib/cli/cli.js')).main();
