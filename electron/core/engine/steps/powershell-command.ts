import type { Processes } from '../../ports/processes.ts';
import { quoteArgument } from '../../ports/quote-argument.ts';

type Shell = Processes['shell'];

export interface ScriptCall {
  /** The PowerShell of this computer. */
  readonly program: string;
  readonly policy: string;
  /** The script, on this computer. */
  readonly file: string;
  /** As a person would write them after the script in PowerShell itself, single quotes around what holds blanks. */
  readonly parameters: string;
}

/**
 * PowerShell reads `-File` parameters as plain texts, single quotes too; those of the step are PowerShell's own. The
 * code is what `-File` would give: that of `exit`, 1 for a script that could not run or was ended by an error, else 0,
 * whatever programs in the script gave. Source: parameters of New-CMTSStepRunPowerShellScript, about_PowerShell_exe.
 */
const readCode = 'if ($?) { exit 0 }; if ($LASTEXITCODE) { exit $LASTEXITCODE }; exit 1';

/** The call of a script for the shell of this computer, and how it stands in the log (ENG-110). */
export function scriptCommand(
  shell: Shell,
  { program, policy, file, parameters }: ScriptCall,
): { readonly command: string; readonly shown: string } {
  // A new line would end the command of either shell, or begin another one in PowerShell.
  const words = parameters.replaceAll(/\s+/g, (blank) => (/[\r\n]/.test(blank) ? ' ' : blank)).trim();
  const call = `& ${quoteForPowerShell(file)} ${words}`.trimEnd();
  const quote = shell === 'cmd' ? quoteForCmd : quoteForSh;
  // The policy is that of the step, which a person chose; none is added.
  const fixed = `-NoLogo -NoProfile -NonInteractive -ExecutionPolicy ${policy} -Command`;
  return {
    command: `${quote(program)} ${fixed} ${quote(`${call}; ${readCode}`)}`,
    shown: `"${program}" ${fixed} ${call}`,
  };
}

/** PowerShell ends a text at the typographic single quotes as well. */
function quoteForPowerShell(path: string): string {
  return `'${path.replaceAll(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;
}

/**
 * One word for a program, as `CommandLineToArgvW` reads it back, with every character of cmd's own made plain. Between
 * quotation marks cmd would still read variables, and a caret there stays, so the marks are made plain too.
 */
function quoteForCmd(text: string): string {
  return quoteArgument(text).replaceAll(/[()[\]%!^"`<>&|;, *?]/g, '^$&');
}

function quoteForSh(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
