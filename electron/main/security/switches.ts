/** What opens the program to a debugger, by port or pipe: whoever reaches that is the person at the console. */
const debugging = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-debugging-socket-name',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-wait',
  'inspect-port',
  'debug-port',
] as const;

/** The first switch of a start that a package refuses; undefined when there is none. */
export function findDebuggingSwitch(commandLine: { hasSwitch: (name: string) => boolean }): string | undefined {
  return debugging.find((name) => commandLine.hasSwitch(name));
}
