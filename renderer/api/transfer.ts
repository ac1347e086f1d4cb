import { transferChunkBytes } from '#shared/contract/areas/site';
import type { Client } from './client.ts';

function toBase64(bytes: Uint8Array): string {
  let text = '';
  // In parts: a call with half a million arguments would overflow the stack.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Sends a file to the core in chunks; gives the id under which an import finds it. What failed half-way is given up. */
export async function uploadFile(
  client: Client,
  file: File,
  onProgress: (done: number) => void,
  signal?: AbortSignal,
): Promise<string> {
  const { transferId } = await client.call('transfer.begin', { fileName: file.name, sizeBytes: file.size });
  try {
    for (let offset = 0; offset < file.size; offset += transferChunkBytes) {
      const bytes = new Uint8Array(await file.slice(offset, offset + transferChunkBytes).arrayBuffer());
      await client.call('transfer.write', { transferId, offset, chunk: toBase64(bytes) }, signal ? { signal } : {});
      onProgress(Math.min(file.size, offset + bytes.length));
    }
  } catch (error) {
    await endTransfer(client, transferId);
    throw error;
  }
  return transferId;
}

/** Fetches a file from the core and hands it to the browser as a download. */
export async function downloadFile(client: Client, transferId: string, fileName: string): Promise<void> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  try {
    for (let offset = 0, isLast = false; !isLast;) {
      const answer = await client.call('transfer.read', { transferId, offset });
      const part = fromBase64(answer.chunk);
      parts.push(part);
      offset += part.length;
      isLast = answer.isLast || part.length === 0;
    }
  } finally {
    await endTransfer(client, transferId);
  }
  saveAs(new Blob(parts, { type: 'application/octet-stream' }), fileName);
}

/** The core frees its part. A connection that is gone has taken the transfer with it: the first failure is the one to tell. */
async function endTransfer(client: Client, transferId: string): Promise<void> {
  await Promise.allSettled([client.call('transfer.end', { transferId })]);
}

/** Hands what the console made itself to the browser as a download. */
export function saveAs(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
