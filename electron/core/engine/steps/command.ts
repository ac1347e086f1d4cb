import { AppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';
import type { Message, MessageOrText } from '#shared/contract/message-shape';
import { labelOf } from '#shared/steps/describe-step';
import { runCommandLine } from '#shared/steps/run-command-line';
import { assertNever } from '#shared/util/assert-never';
import { parseWindowsPath } from '../../devices/windows-path.ts';
import type { ProcessResult } from '../../ports/processes.ts';
import { createOutputLines, createTail } from '../output.ts';
import { checkAssignable } from '../variables.ts';
import { checkCommandLength, findFolderProblem } from './command-shell.ts';
import type { StepContext, StepLook, StepOutcome } from './step.ts';

/** The field's "restart needed" of installers. */
const RESTART_REQUESTED = 3010;
/** What the output variable holds of the output, in characters. */
const OUTPUT_LENGTH = 1000;

export interface CommandOrder {
  /** For the shell of this computer. */
  readonly command: string;
  /** How it stands in the log. */
  readonly shown: MessageOrText;
}

/**
 * Runs a command in the shell of this computer for a step: in its folder, with its time-out, into its output variable,
 * and reads its code. Throws `COMMAND_…`, `STEP_PROPERTY_INVALID`, `VARIABLE_…`, `CANCELLED` (ENG-63 to ENG-67).
 */
export async function carryOutCommand(
  context: StepContext,
  signal: AbortSignal,
  { command, shown }: CommandOrder,
): Promise<StepOutcome> {
  const successCodes = readSuccessCodes(context);
  const outputVariable = context.property('outputVariableName');
  if (outputVariable !== '') checkAssignable(outputVariable);
  checkCommandLength(context.processes.shell, command);
  const workingFolder = findWorkingFolder(context);
  context.log('information', message('log:command-line', { command: shown }));
  if (workingFolder !== null) context.log('information', message('log:start-in', { folder: workingFolder }));
  const seconds = context.row.node.timeoutSeconds ?? 0;
  const output = createOutputLines((severity, line) => context.log(severity, line));
  const tail = createTail(OUTPUT_LENGTH);
  const result = await context.processes.run(
    {
      command,
      workingFolder,
      environment: { ...context.environmentVariables(), ...driveVariables(context) },
      timeoutMs: seconds > 0 ? seconds * 1000 : null,
      mark: context.mark,
      onOutput(stream, text) {
        output.take(stream, text);
        tail.take(text);
      },
    },
    signal,
  );
  output.end();
  if (outputVariable !== '') {
    context.set(outputVariable, tail.text(), { isHidden: tail.mayHoldSecret(context.isSecretText) });
  }
  return readResult(context, result, successCodes, seconds);
}

/** Refuses what no command can have here. Throws `HOST_COMMANDS_NOT_ALLOWED`, `STEP_NOT_SUPPORTED_HERE` (ENG-62). */
export function refuseForeignCommand(context: StepLook, type: Message): void {
  const needs = (what: Message): AppError => new AppError('STEP_NOT_SUPPORTED_HERE', { type, needs: what });
  if (!context.device.allowHostCommands) throw new AppError('HOST_COMMANDS_NOT_ALLOWED', { name: context.device.name });
  if (context.flag('runAsUser')) throw needs(message('reasons:needs.other-account'));
  const packageId = context.property('packageId');
  if (packageId !== '') throw needs(message('reasons:needs.package', { package: packageId }));
}

/** The attribute of the step first, then its list, then what a new step has. Throws `STEP_PROPERTY_INVALID`. */
function readSuccessCodes(context: StepContext): number[] {
  const text = context.row.node.successCodes ?? context.property('successCodes');
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const codes = parts.length === 0 ? [0] : parts.map((part) => (/^-?\d{1,10}$/.test(part) ? Number(part) : NaN));
  if (codes.some(Number.isNaN)) {
    throw new AppError('STEP_PROPERTY_INVALID', {
      property: labelOf(runCommandLine, 'successCodes'),
      value: text,
      reason: reason('numbers-and-blanks'),
    });
  }
  return codes;
}

/**
 * The folder "Start in" on the device; without one, the root of C: or of the first drive, and null when that is no
 * folder for the shell. Where "Start in" is given the command may mean files in it: then nothing else is taken.
 */
function findWorkingFolder(context: StepContext): string | null {
  const { paths, processes } = context;
  const drive = paths.drives.includes('C:') ? 'C:' : (paths.drives[0] ?? 'C:');
  const given = context.property('workingDirectory').replace(/^"(.*)"$/, '$1');
  if (given === '') {
    const root = paths.root(drive);
    const problem = findFolderProblem(processes.shell, root);
    if (problem === null) return root;
    const name = `WAYSTATION_DRIVE_${drive.charAt(0)}`;
    const said = { folder: root, reason: problem, variable: name };
    context.log('warning', message('log:start-in-empty', said));
    return null;
  }
  const isAbsolute = /^[a-z]:/i.test(given) || given.startsWith('\\\\');
  const path = isAbsolute ? given : `${drive}\\${given}`;
  parseWindowsPath(path);
  const found = paths.resolve(path);
  if (!found.exists) throw new AppError('COMMAND_NOT_FOUND', { reason: reason('folder-not-there', { folder: path }) });
  const problem = findFolderProblem(processes.shell, found.hostPath);
  if (problem !== null) throw new AppError('COMMAND_FOLDER_UNUSABLE', { folder: found.hostPath, reason: problem });
  return found.hostPath;
}

/** `WAYSTATION_DRIVE_C=/folder` for each drive. */
function driveVariables(context: StepContext): Record<string, string> {
  return Object.fromEntries(
    context.paths.drives.map((drive) => [`WAYSTATION_DRIVE_${drive.charAt(0)}`, context.paths.root(drive)]),
  );
}

function readResult(
  context: StepContext,
  result: ProcessResult,
  successCodes: readonly number[],
  timeoutSeconds: number,
): StepOutcome {
  switch (result.kind) {
    case 'exited': {
      const returnCode = result.exitCode;
      // The same 32 bits may be written with or without a sign.
      if (!successCodes.some((code) => (code | 0) === (returnCode | 0))) {
        throw new AppError('COMMAND_EXIT_CODE', { returnCode, successCodes: successCodes.join(' ') });
      }
      context.log('information', message('log:command-ended', { code: returnCode }));
      if (returnCode !== RESTART_REQUESTED) return { returnCode };
      context.log('information', message('log:command-restart'));
      return { returnCode, restartTo: context.environment };
    }
    case 'signalled':
      throw new AppError('COMMAND_EXIT_CODE', { returnCode: result.signalName, successCodes: successCodes.join(' ') });
    case 'timed-out': {
      const limit = reason('so-many-seconds', { count: timeoutSeconds });
      if (result.left.length === 0) throw new AppError('COMMAND_TIMED_OUT', { limit });
      context.noteGoingOn(result.left);
      throw new AppError('COMMAND_NOT_ENDED', { limit, processes: result.left.join(', ') });
    }
    case 'not-started':
      throw new AppError('COMMAND_NOT_FOUND', { reason: result.reason });
    case 'cancelled':
      if (result.left.length > 0) {
        context.noteGoingOn(result.left);
        context.log('error', message('log:command-goes-on', { processes: result.left.join(', ') }));
      }
      throw new AppError('CANCELLED');
    default:
      return assertNever(result);
  }
}
