import { systemError } from './system-reason.ts';
import { Buffer } from 'node:buffer';
import { type Handle, type ProcessCalls, processCalls } from './win32.ts';

/** A process of Windows as its list shows it. */
export interface WindowsProcess {
  readonly id: number;
  /** The number of whoever started it, also when that one is gone and the number is somebody else's. */
  readonly parent: number;
}

/** The calls of Windows about processes that Node does not offer. */
export interface WindowsProcesses {
  list(): WindowsProcess[];
  /** Units of 100 ns since 1601 as digits; empty when there is no such process or it is not told. */
  startOf(processId: number): string;
  /** A variable of the environment of a process, empty for none; null when it has ended or may not be looked into. */
  variableOf(processId: number, name: string): string | null;
  /** The session of Windows that a process belongs to; null when it has ended. */
  sessionOf(processId: number): number | null;
  /** Asks Windows to end that very process; nothing happens when it is gone or may not be ended by this user. */
  terminate(processId: number, start: string): void;
  /** Text in the code page that consoles of this computer have. */
  decodeConsoleText(bytes: Uint8Array): string;
}

const MAY_TERMINATE = 0x0001;
const MAY_READ_MEMORY = 0x0010;
const MAY_QUERY = 0x0400;
const MAY_QUERY_LIMITED = 0x1000;
const STILL_ACTIVE = 259;
const WITH_PROCESSES = 0x2;
const PROCESS_ENTRY_BYTES = 568;
/** More than this is no environment: a length that was read from another process is not believed. */
const LARGEST_ENVIRONMENT = 4 * 1024 * 1024;

let loaded: WindowsProcesses | undefined;

/** Loads the calls at their first use; throws on any other system. */
export function windowsProcesses(): WindowsProcesses {
  loaded ??= bind(processCalls());
  return loaded;
}

function bind(calls: ProcessCalls): WindowsProcesses {
  const withProcess = <Result>(id: number, rights: number, otherwise: Result, ask: (handle: Handle) => Result) => {
    const handle = calls.open(rights, false, id);
    if (handle === null) return otherwise;
    try {
      return ask(handle);
    } finally {
      calls.close(handle);
    }
  };
  const readStart = (handle: Handle): string => {
    const [start, other, code] = [Buffer.alloc(8), Buffer.alloc(8), Buffer.alloc(4)];
    const isRunning = calls.exitCode(handle, code) && code.readUInt32LE(0) === STILL_ACTIVE;
    if (!isRunning || !calls.times(handle, start, other, other, other)) return '';
    return String(start.readBigUInt64LE(0));
  };
  return {
    list: () => listProcesses(calls),
    startOf: (id) => withProcess(id, MAY_QUERY_LIMITED, '', readStart),
    variableOf: (id, name) =>
      withProcess(id, MAY_QUERY | MAY_READ_MEMORY, null, (handle) => {
        const environment = readEnvironment(calls, handle);
        if (environment.length === 0) return null;
        const prefix = `${name}=`;
        return environment.find((one) => one.startsWith(prefix))?.slice(prefix.length) ?? '';
      }),
    sessionOf(id) {
      const session = Buffer.alloc(4);
      return calls.session(id, session) ? session.readUInt32LE(0) : null;
    },
    terminate: (id, start) =>
      withProcess(id, MAY_TERMINATE | MAY_QUERY_LIMITED, undefined, (handle) => {
        if (readStart(handle) === start) calls.terminate(handle, 1);
      }),
    decodeConsoleText(bytes) {
      const codePage = calls.consoleCodePage();
      const wide = Buffer.alloc(bytes.length * 4);
      const length = calls.toWide(codePage, 0, bytes, bytes.length, wide, bytes.length * 2);
      return wide.toString('utf16le', 0, length * 2);
    },
  };
}

function listProcesses(calls: ProcessCalls): WindowsProcess[] {
  const snapshot = calls.snapshot(WITH_PROCESSES, 0);
  const entry = Buffer.alloc(PROCESS_ENTRY_BYTES);
  entry.writeUInt32LE(PROCESS_ENTRY_BYTES, 0);
  const found: WindowsProcess[] = [];
  try {
    for (let isMore = calls.first(snapshot, entry); isMore; isMore = calls.next(snapshot, entry)) {
      found.push({ id: entry.readUInt32LE(8), parent: entry.readUInt32LE(32) });
    }
  } finally {
    calls.close(snapshot);
  }
  if (found.length === 0) throw systemError('EAGAIN', 'CreateToolhelp32Snapshot', '');
  return found;
}

/**
 * The environment with which a process was started, from its own memory as process viewers read it: basic information
 * names the environment block (PEB), that the parameters (at 0x20), those the text (0x80) and its size (0x3F0). The
 * places are those of every 64-bit Windows since Vista. Empty when the process ends meanwhile or may not be read.
 */
function readEnvironment(calls: ProcessCalls, handle: Handle): string[] {
  const readPointer = (address: bigint): bigint => {
    const pointer = Buffer.alloc(8);
    return address > 0x20n && calls.readMemory(handle, address, pointer, 8, null) ? pointer.readBigUInt64LE(0) : 0n;
  };
  const basic = Buffer.alloc(48);
  if (calls.query(handle, 0, basic, basic.length, null) !== 0) return [];
  const parameters = readPointer(basic.readBigUInt64LE(8) + 0x20n);
  const [text, size] = [readPointer(parameters + 0x80n), Number(readPointer(parameters + 0x3f0n))];
  if (text === 0n || size === 0 || size > LARGEST_ENVIRONMENT) return [];
  const block = Buffer.alloc(size);
  return calls.readMemory(handle, text, block, size, null) ? block.toString('utf16le').split('\0') : [];
}
