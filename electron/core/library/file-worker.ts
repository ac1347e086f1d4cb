import { parentPort } from 'node:worker_threads';
import { realFiles } from '../ports/files-real.ts';
import { realIds } from '../ports/real.ts';
import { packFailure } from '../ports/worker-thread.ts';
import { createFileTasks } from './file-tasks.ts';
import type { FileOrder, FileResults, FileWorkerMessage } from './file-worker-messages.ts';

function say(message: FileWorkerMessage, given: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, given);
}

/** The memory of documents, which is handed over instead of copied; small ones share theirs and are copied. */
function memoryOf(result: FileResults[FileOrder['kind']]): ArrayBuffer[] {
  if ('nodes' in result || 'conditions' in result || 'sequences' in result) return [];
  if ('productCode' in result || result instanceof Map) return [];
  const documents = 'bytes' in result ? [result.bytes] : result.map(({ document }) => document);
  const memory = documents.flatMap(({ buffer, byteLength }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [],
  );
  return [...new Set(memory)];
}

const tasks = createFileTasks({ files: realFiles, ids: realIds }, (progress) => say({ kind: 'progress', progress }));

async function work(order: FileOrder): Promise<void> {
  try {
    const result = await tasks.run(order);
    say({ kind: 'done', result }, memoryOf(result));
  } catch (error) {
    say(packFailure(error));
  }
}

parentPort?.on('message', (order: FileOrder) => void work(order));
