import type { Output } from '#shared/contract/contract';
import { reason } from '#shared/contract/message';
import type { CopyKind } from '#shared/model/clipboard';
import { editLimits } from '#shared/model/edit';
import type { EditorClipboard } from './clipboard.ts';
import type { DocumentStore } from './document-store.ts';
import type { EditorSession } from './editor-session.ts';

interface Parts {
  readonly document: DocumentStore;
  readonly session: EditorSession;
  readonly clipboard: EditorClipboard;
}

/**
 * What a paste puts into the sequence, with the text that a paste event brought, if it was one. Null when there is
 * nothing, or when it cannot be read; the reason is in the document then.
 */
export async function takeCopy(
  { document, session, clipboard }: Parts,
  kind: CopyKind,
  text: string | undefined,
): Promise<Output<'clipboard.take'>['taken']> {
  const key = session.key();
  if (key === null) return null;
  const pasted = text === undefined ? null : clipboard.asked(text);
  const limit = editLimits.rawMax;
  if (pasted !== null && pasted.length > limit) {
    const details = { reason: reason('paste-too-large', { limit }) };
    document.setState({ error: { code: 'EDIT_INVALID', details, traceId: null } });
    return null;
  }
  return (await session.call('clipboard.take', { ...key, kind, pasted }))?.taken ?? null;
}
