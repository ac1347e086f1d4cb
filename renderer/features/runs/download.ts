import type { Client } from '../../api/client.ts';

/** Reads a transfer to its end and hands it to the browser as a file. */
export async function downloadTransfer(client: Client, transferId: string, fileName: string): Promise<void> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  try {
    for (let offset = 0, isLast = false; !isLast;) {
      const answer = await client.call('transfer.read', { transferId, offset });
      const part = bytesOf(answer.chunk);
      parts.push(part);
      offset += part.length;
      isLast = answer.isLast || part.length === 0;
    }
  } finally {
    await client.call('transfer.end', { transferId });
  }
  saveAs(new Blob(parts, { type: 'text/plain' }), fileName);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function saveAs(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
