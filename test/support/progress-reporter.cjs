// mocha's spec reporter, which also says how far the run is: after each file the files that are done, the tests, the
// failures and the seconds. A failure is printed with its message at once, at the end again with a diff.
const path = require('node:path');
const { reporters, Runner } = require('mocha');

const { EVENT_HOOK_BEGIN, EVENT_HOOK_END, EVENT_RUN_END, EVENT_SUITE_END } = Runner.constants;
const { EVENT_TEST_BEGIN, EVENT_TEST_END, EVENT_TEST_FAIL } = Runner.constants;
const SLOWEST = 10;

const print = (line) => reporters.Base.consoleLog(line);
const nameOf = (file) => path.relative(process.cwd(), file);
const inSeconds = (ms) => (ms / 1000).toFixed(1);

class ProgressReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const all = options.files?.length ?? 0;
    const began = Date.now();
    /** Milliseconds of tests and hooks, by file. */
    const spent = new Map();
    let [current, done, failed] = [undefined, 0, 0];

    const finish = () => {
      if (current === undefined) return;
      done += 1;
      const { tests } = this.stats;
      const state = `${done} of ${all} files, ${tests} tests, ${failed} failed, ${Math.round((Date.now() - began) / 1000)} s`;
      if (all > 1) print(`  [${state}] ${nameOf(current)} took ${inSeconds(spent.get(current) ?? 0)} s`);
      current = undefined;
    };
    const begin = ({ file }) => {
      if (!file || file === current) return;
      finish();
      current = file;
    };
    const spend = ({ file, duration }) => {
      if (file) spent.set(file, (spent.get(file) ?? 0) + (duration ?? 0));
    };

    runner.on(EVENT_HOOK_BEGIN, begin);
    runner.on(EVENT_TEST_BEGIN, begin);
    runner.on(EVENT_HOOK_END, spend);
    runner.on(EVENT_TEST_END, spend);
    // With --parallel the events of a file arrive when it has ended, within a root suite of its own.
    runner.on(EVENT_SUITE_END, (suite) => suite.root && finish());
    runner.on(EVENT_TEST_FAIL, (test, error) => {
      failed += 1;
      print(`\n  FAILED ${test.titlePath().join(' › ')}\n  ${error?.message ?? error}\n`);
    });
    runner.on(EVENT_RUN_END, () => {
      if (all <= SLOWEST) return;
      print('  Slowest files:');
      for (const [file, ms] of [...spent].sort(([, a], [, b]) => b - a).slice(0, SLOWEST))
        print(`  ${inSeconds(ms).padStart(6)} s  ${nameOf(file)}`);
    });
  }
}

module.exports = ProgressReporter;
