// In a thread: tells of each test file of jest what its JSON report would.
'use strict';
const { parentPort } = require('node:worker_threads');

module.exports = class {
  onTestResult(_, { testFilePath, testExecError, numFailingTests, failureMessage, testResults }) {
    const event = {
      name: testFilePath, status: testExecError || numFailingTests > 0 ? 'failed' : 'passed',
      message: failureMessage ?? '',
      assertionResults: testResults.map(({ ancestorTitles, title, status, duration, failureMessages }) =>
        ({ ancestorTitles, title, status, duration, failureMessages })),
    };
    parentPort.postMessage({ event });
  }
};
