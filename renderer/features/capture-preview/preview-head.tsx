import { Link } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { CapturePreview, ElevationUse } from '#shared/model/local-computer';
import { useShell } from '../../app/shell-context.tsx';
import { CommandButton } from '../../commands/command-bar.tsx';
import { Callout } from '../../components/parts.tsx';
import { State, type StateName } from '../../components/state.tsx';
import { capturesHelped } from './elevation.ts';
import { noteRows } from './preview-rows.ts';
import type { PreviewListId } from './preview-store.ts';

/** Said before anything is tried, with the one way to mend it. */
export function ElevationNote({ helps }: { readonly helps: readonly ElevationUse[] }) {
  const { text } = useShell();
  const uses = capturesHelped(helps);
  if (uses.length === 0) return null;
  return (
    <Callout tone="warning" actions={<CommandButton id="preview.elevate" size="small" />}>
      <State name="warning" isIconOnly />
      <span className="ws-preview-note">
        <b>{text('capture-preview:elevation.title')}</b>{' '}
        {uses.map((use) => text(`capture-preview:elevation.${use}`)).join(' ')}
      </span>
    </Callout>
  );
}

interface HeadProps {
  readonly preview: CapturePreview;
  readonly name: string;
  readonly onShow: (list: PreviewListId) => void;
}

/** One number first, then what stands against it. */
export function PreviewHead({ preview, name, onShow }: HeadProps) {
  const shell = useShell();
  const { text, format } = shell;
  const { missingCount } = preview;
  const leftOut = Math.max(preview.leftOutCount - missingCount, 0);
  const notes = noteRows(shell, preview).length;
  return (
    <section className="ws-preview-verdict" aria-label={text('capture-preview:head.label')}>
      <span className="ws-muted ws-small">
        {text('capture-preview:head.of', { name, time: format.date(preview.takenAt) })}
      </span>
      <p className="ws-preview-number">
        <strong className="ws-num">{format.bytes(preview.bytes)}</strong>{' '}
        <span>{text('capture-preview:head.would', { count: preview.files })}</span>
      </p>
      <Line
        state={missingCount === 0 ? 'success' : 'warning'}
        words={
          missingCount === 0
            ? text('capture-preview:head.allReadable')
            : text('capture-preview:head.missing', { count: missingCount })
        }
        {...(missingCount === 0
          ? {}
          : { link: text('capture-preview:head.showMissing'), onShow: () => onShow('missing') })}
      />
      <Line
        state="skipped"
        words={
          leftOut === 0
            ? text('capture-preview:head.leftOutNone')
            : text('capture-preview:head.leftOut', { count: leftOut })
        }
        {...(leftOut === 0 ? {} : { link: text('capture-preview:head.showLeftOut'), onShow: () => onShow('rules') })}
      />
      {notes === 0 ? null : (
        <Line
          state="info"
          words={text('capture-preview:head.notes', { count: notes })}
          link={text('capture-preview:head.showNotes')}
          onShow={() => onShow('notes')}
        />
      )}
    </section>
  );
}

interface LineProps {
  readonly state: StateName;
  readonly words: ReactNode;
  /** What readers call the link; it is short to be seen. */
  readonly link?: string;
  readonly onShow?: () => void;
}

function Line({ state, words, link, onShow }: LineProps) {
  const { text } = useShell();
  return (
    <div className="ws-preview-line">
      <State name={state}>{words}</State>
      {link === undefined || onShow === undefined ? null : (
        <Link as="button" className="ws-small" aria-label={link} onClick={onShow}>
          {text('capture-preview:head.show')}
        </Link>
      )}
    </div>
  );
}
