/** What one of the shells reads as more than a letter: sh, and `cmd` of Windows. */
const acting = /[&|<>^%!"'`$;()\\*?~{}[\]#\r\n]/;

/**
 * True for a value that acts where it is put into a command line: a shell takes it for a part of the command. In the
 * environment of the command it is only a value.
 */
export function hasShellCharacters(value: string): boolean {
  return acting.test(value);
}
