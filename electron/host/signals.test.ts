import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { type EndRequest, onEndRequest } from './signals.ts';

function listen() {
  const source = new EventEmitter();
  const clock = { at: 1000 };
  const heard: EndRequest[] = [];
  const exits: number[] = [];
  const stop = onEndRequest((request) => heard.push(request), {
    ...{ source, now: () => clock.at, exit: (code: number) => exits.push(code) },
  });
  return { source, clock, heard, exits, stop };
}

it.each([
  ['SIGINT', 'stop'],
  ['SIGBREAK', 'stop'],
  ['SIGTERM', 'leave'],
  ['SIGHUP', 'leave'],
])('[HOST-90] %s asks to %s', (signal, request) => {
  const { source, heard, exits } = listen();
  source.emit(signal);
  expect([heard, exits]).toEqual([[request], []]);
});

it('[HOST-90] Ctrl+C that npm passes on again is the same one; a second one ends at once', () => {
  const { source, clock, heard, exits } = listen();
  source.emit('SIGINT');
  clock.at += 400;
  source.emit('SIGINT');
  expect([heard, exits]).toEqual([['stop'], []]);
  clock.at += 200;
  source.emit('SIGHUP');
  expect(exits).toEqual([]);
  source.emit('SIGINT');
  expect([heard, exits]).toEqual([['stop'], [130]]);
});

it('[HOST-90] what listened is taken away', () => {
  const { source, stop } = listen();
  stop();
  expect(source.eventNames()).toEqual([]);
});
