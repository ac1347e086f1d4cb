import { reason } from '#shared/contract/message';
import { describe, expect, it } from 'vitest';
import { createMemoryRegistry } from '../../ports/fakes/memory-registry.ts';
import { createSystemRestart } from './restart.ts';
import { quoteArgumentIfNeeded } from '../../ports/quote-argument.ts';

const runOnce = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\RunOnce';

function make(answer = { code: 0, text: '' }) {
  const registry = createMemoryRegistry();
  const started: string[] = [];
  const restart = createSystemRestart({
    registry,
    run: (program, parameters) => {
      started.push([program, ...parameters].join('|'));
      return Promise.resolve(answer);
    },
    now: () => 1_000_000,
    uptimeMs: () => 400.5,
  });
  return { registry, started, restart };
}

describe('the restart of a local Windows', () => {
  it('[PORT-59] is asked of shutdown.exe with the message; a refusal is RESTART_FAILED', async () => {
    const { restart, started } = make();
    await restart.restart('Save \r\n your work');
    expect(started).toEqual(['shutdown.exe|/r|/t|5|/c|Save your work|/d|p:4:1']);
    expect(restart.startedAt()).toBe(999_599);
    const refused = make({ code: 87, text: 'The parameter\r\nis incorrect.(87)' });
    await expect(refused.restart.restart('')).rejects.toMatchObject({
      code: 'RESTART_FAILED',
      details: { reason: reason('system-said', { text: 'The parameter is incorrect.(87)' }) },
    });
  });

  it.each([
    [{ code: 1190, text: '' }, 'RESTART_SCHEDULED_ALREADY'],
    [{ code: 1, text: 'A system shutdown has already been scheduled.(1190)\r\n' }, 'RESTART_SCHEDULED_ALREADY'],
    [{ code: 5, text: 'Access is denied.(5)' }, 'RESTART_NOT_ALLOWED'],
    [{ code: 1314, text: '' }, 'RESTART_NOT_ALLOWED'],
  ])('[PORT-59] %j is %s, which says what to do', async (answer, code) => {
    await expect(make(answer).restart.restart('')).rejects.toMatchObject({ code });
  });

  it('[PORT-59] a Windows that is going down already restarts as was asked', async () => {
    for (const answer of [
      { code: 1115, text: '' },
      { code: 1, text: 'A system shutdown is in progress.(1115)' },
    ]) {
      await expect(make(answer).restart.restart('')).resolves.toBeUndefined();
    }
  });

  it('[PORT-66] opens Waystation by one entry of the person, which goes again', () => {
    const { restart, registry } = make();
    expect(restart.registerRunOnce('Waystation Lab', ['C:\\Program Files\\W\\node.exe', '--site', 'C:\\s'])).toBe(true);
    expect(registry.value(runOnce, 'Waystation Lab')).toEqual({
      kind: 'text',
      text: '"C:\\Program Files\\W\\node.exe" --site C:\\s',
    });
    restart.removeRunOnce('Waystation Lab');
    restart.removeRunOnce('Waystation Lab');
    expect(registry.value(runOnce, 'Waystation Lab')).toBeNull();
  });

  it('[PORT-66] a command that Windows would not run is not written', () => {
    const { restart, registry } = make();
    expect(restart.registerRunOnce('W', ['x'.repeat(261)])).toBe(false);
    expect(registry.hasKey(runOnce)).toBe(false);
  });

  it.each([
    ['plain', 'plain'],
    ['', '""'],
    ['a b', '"a b"'],
    ['a b\\', '"a b\\\\"'],
    ['say "x"', '"say \\"x\\""'],
    ['a\\"b', '"a\\\\\\"b"'],
  ])('[PORT-67] %j is one parameter again', (given, quoted) => {
    expect(quoteArgumentIfNeeded(given)).toBe(quoted);
  });
});
