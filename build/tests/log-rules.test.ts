import { type ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, it } from 'vitest';

/** The configuration of the linter is JavaScript. */
const { logRules } = (await import(new URL('../config/log-rules.mjs', import.meta.url).href)) as {
  readonly logRules: ESLint.Plugin;
};
const linter = new Linter();

/** How many lines of the log the rule refuses in a text. */
function countIn(text: string): number {
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { log: logRules },
    rules: { 'log/error-is-cause': 'error' },
  } satisfies Linter.Config;
  return linter.verify(text, config, { filename: 'electron/core/planted.ts' }).length;
}

it.each([
  'log.error(`It failed: ${error}`);',
  'ports.log.warning(`It failed: ${String(error)}`, error);',
  'this.#log.info("It failed: " + error.message);',
  'this.#options.log.error(`It failed: ${cause?.stack ?? ""}`);',
  'try { work(); } catch (given) { log.error(`It failed: ${given.message}`); }',
  'try { work(); } catch (given) { done.then(() => log.warning(`It failed: ${JSON.stringify(given)}`)); }',
  'log.error(String(error));',
  'log.error(`Of ${name}: ${reply.error}`);',
  'log.error(`It failed: ${error as string}`);',
])('[MIG-177] the linter refuses a line of the log that has an error in it: %s', (text) => {
  expect(countIn(text)).toBe(1);
});

it.each([
  'log.error(`Run ${runId} failed`, error);',
  'try { work(); } catch (given) { log.error("It failed", given); }',
  'log.warning(`${what} was refused (trace id ${traceId})`, refused);',
  'dialog.error(`It failed: ${error}`);',
  'log.write("information", "engine", error);',
  'log.info(`${count} errors`);',
])('[MIG-177] and no other: %s', (text) => {
  expect(countIn(text)).toBe(0);
});
