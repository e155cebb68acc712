// mocha's spec reporter with the progress in files: the whole suite takes minutes.
const path = require('node:path');
const { reporters, Runner } = require('mocha');

class ProgressReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const all = options.files?.length ?? 0;
    const began = Date.now();
    const done = new Set();
    const report = ({ file }) => {
      if (!file || done.has(file)) return;
      done.add(file);
      const seconds = Math.round((Date.now() - began) / 1000);
      process.stdout.write(`\n  [${done.size} of ${all} files, ${seconds} s] ${path.relative(process.cwd(), file)}\n`);
    };
    if (all > 1) runner.on(Runner.constants.EVENT_TEST_BEGIN, report);
  }
}

module.exports = ProgressReporter;
