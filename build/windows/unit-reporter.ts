import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import type { Result } from './result.ts';
import { resultsFile } from './result.ts';

/** Writes what became of every test, with the reason of those that were left out: the other reporters drop it. */
export default class UnitReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const results = modules.flatMap((module) => this.#read(module));
    const file = join(process.cwd(), resultsFile);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(results));
  }

  #read(module: TestModule): Result[] {
    const file = module.relativeModuleId.replaceAll('\\', '/');
    const tests = [...module.children.allTests()].map((test): Result => {
      const result = test.result();
      const common = { file, name: test.fullName, seconds: (test.diagnostic()?.duration ?? 0) / 1000 };
      if (result.state === 'passed') return { ...common, outcome: 'passed', words: '' };
      if (result.state === 'skipped') return { ...common, outcome: 'left out', words: result.note ?? '' };
      const errors = result.state === 'failed' ? result.errors : [];
      return { ...common, outcome: 'failed', words: errors.map(({ message }) => message).join('\n') };
    });
    // A file whose tests could not even be collected has none that could fail.
    const errors = [...module.errors(), ...[...module.children.allSuites()].flatMap((suite) => suite.errors())];
    if (errors.length === 0) return tests;
    const words = errors.map(({ message }) => message).join('\n');
    return [...tests, { file, name: '(the file)', seconds: 0, outcome: 'failed', words }];
  }
}
