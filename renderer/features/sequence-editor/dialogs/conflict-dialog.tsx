import { Button } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { OutlineRow } from '#shared/model/outline';
import { useShell } from '../../../app/shell-context.tsx';
import type { DialogProps } from '../../../app/types.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { compareRows, type RowPair } from '../model/compare-rows.ts';
import { StepIcon } from '../../../components/step-icon.tsx';
import { useWords } from '../use-words.ts';

function Side({ row }: { readonly row: OutlineRow | null }) {
  const words = useWords();
  if (row === null) return <td />;
  return (
    <td>
      <span className="se-pair" style={{ paddingLeft: row.depth * 14 }}>
        <StepIcon step={row} />
        <span className="ws-ellipsis">{row.name}</span>
        {row.disabled ? <span className="se-badge se-outline">{words('tree.disabled')}</span> : null}
      </span>
    </td>
  );
}

function Pairs({ pairs, revision }: { readonly pairs: readonly RowPair[]; readonly revision: number }) {
  const words = useWords();
  return (
    <div className="se-pairs" tabIndex={0} role="region" aria-label={words('conflict.list')}>
      <table aria-label={words('conflict.list')}>
        <thead>
          <tr>
            <th scope="col">{words('conflict.mine')}</th>
            <th scope="col">{words('conflict.theirs', { revision })}</th>
            <th scope="col">{words('conflict.difference')}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((one, index) => (
            <tr key={index}>
              <Side row={one.mine} />
              <Side row={one.theirs} />
              <td>{one.difference === 'same' ? '' : words(`conflict.${one.difference}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Somebody else saved meanwhile: both versions, and nothing is overwritten unseen. */
export function ConflictDialog({ request, close }: DialogProps<'editor.conflict'>) {
  const words = useWords();
  const shell = useShell();
  const { mine, base, stored } = request;
  const pairs = useMemo(() => compareRows(mine, stored.rows), [mine, stored.rows]);
  const different = pairs.filter((one) => one.difference !== 'same');
  const text = words('conflict.text', {
    who: stored.modifiedBy,
    revision: stored.revision,
    date: shell.format.date(stored.modifiedAt),
    base,
  });
  return (
    <FormDialog
      title={words('conflict.title')}
      action={words('conflict.keepMine')}
      closeLabel={words('conflict.cancel')}
      width={1060}
      isAlert
      onSubmit={() => close('mine')}
      onClose={() => close()}
      extraActions={
        <>
          <Button type="button" onClick={() => close('theirs')}>
            {words('conflict.takeTheirs')}
          </Button>
          <Button type="button" onClick={() => close('copy')}>
            {words('conflict.copy')}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      {different.length === 0 ? (
        <p>{words('conflict.onlyValues')}</p>
      ) : (
        <Pairs pairs={different} revision={stored.revision} />
      )}
      <p className="ws-muted">{words('conflict.same', { count: pairs.length - different.length })}</p>
      <p>{words('conflict.explain')}</p>
    </FormDialog>
  );
}
