import { AddSquare16Regular, ArrowSort16Regular, Edit16Regular, SubtractSquare16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { FieldDifference, RowDifference } from '#shared/model/editor-look';
import { StepIcon } from '../../../components/step-icon.tsx';
import { type EditorText, useWords } from '../use-words.ts';
import { CutText } from '../../../components/cut-text.tsx';

const icons: Readonly<Record<RowDifference['difference'], ReactElement>> = {
  added: <AddSquare16Regular />,
  removed: <SubtractSquare16Regular />,
  changed: <Edit16Regular />,
  moved: <ArrowSort16Regular />,
};

const flags = new Set<FieldDifference['what']>(['disabled', 'continueOnError', 'property', 'variable']);

/** A value as a person reads it: `On` for a truth value that is on, `(empty)` for a text without characters. */
function valueWords(words: EditorText, field: FieldDifference, value: string | null): string {
  if (field.isHidden) return words('field.hidden');
  if (field.what === 'other') return '';
  if (value === null) return words(field.what === 'condition' ? 'conflict.noCondition' : 'conflict.notSet');
  const plain = value.toLowerCase();
  if (flags.has(field.what) && (plain === 'true' || plain === 'false')) {
    return words(plain === 'true' ? 'conflict.on' : 'conflict.off');
  }
  return value === '' ? words('conflict.empty') : value;
}

function Field({ field }: { readonly field: FieldDifference }) {
  const words = useWords();
  const isCode = field.what === 'command';
  const label = field.label === '' ? words(`conflict.what.${field.what}`) : field.label;
  return (
    <tr className="se-diff-field">
      <th scope="row">{label}</th>
      {[field.mine, field.theirs].map((value, side) => (
        <td
          key={side}
          className={isCode ? 'se-diff-code ws-lines' : 'ws-lines'}
          title={valueWords(words, field, value)}
        >
          {valueWords(words, field, value)}
        </td>
      ))}
    </tr>
  );
}

function Row({ one }: { readonly one: RowDifference }) {
  const words = useWords();
  const shown = one.mine ?? one.theirs;
  if (shown === null) return null;
  const { row, number } = shown;
  const place = (side: RowDifference['mine']) =>
    side === null ? '–' : words('conflict.number', { number: side.number });
  return (
    <>
      <tr className={`se-diff se-diff-${one.difference}`}>
        <th scope="rowgroup">
          <span className="se-pair">
            <span className="se-no">{number}</span>
            <StepIcon step={row} />
            <CutText>{row.name === '' ? words('tree.unnamed') : row.name}</CutText>
            <span className="se-diff-word">
              {icons[one.difference]}
              {words(`conflict.${one.difference}`)}
            </span>
          </span>
        </th>
        <td>{place(one.mine)}</td>
        <td>{place(one.theirs)}</td>
      </tr>
      {one.fields.map((field, index) => (
        <Field key={index} field={field} />
      ))}
    </>
  );
}

/** More rows than this nobody reads in a question; how many are left out is said. */
const mostShown = 200;

/** What differs between two versions: each row with its values, options and conditions on both sides. */
export function ConflictRows(props: { readonly differences: readonly RowDifference[]; readonly revision: number }) {
  const words = useWords();
  const { differences, revision } = props;
  const left = differences.length - mostShown;
  return (
    <>
      <div className="se-pairs" tabIndex={0} role="region" aria-label={words('conflict.list')}>
        <table aria-label={words('conflict.list')}>
          <thead>
            <tr>
              <th scope="col">{words('conflict.difference')}</th>
              <th scope="col">{words('conflict.mine')}</th>
              <th scope="col">{words('conflict.theirs', { revision })}</th>
            </tr>
          </thead>
          {differences.slice(0, mostShown).map((one, index) => (
            <tbody key={index}>
              <Row one={one} />
            </tbody>
          ))}
        </table>
      </div>
      {left > 0 ? <p className="ws-muted">{words('conflict.more', { count: left })}</p> : null}
    </>
  );
}
