import { useDeferredValue, useMemo } from 'react';
import type { NodeDetail } from '#shared/model/sequence';
import { runCommandLine } from '#shared/steps/run-command-line';
import { describeWritten } from '#shared/steps/written-description';
import { useSlice } from '../../../app/shell-context.tsx';
import { useEditor } from '../use-editor.tsx';
import { useWords } from '../use-words.ts';
import { AccountField } from './account-field.tsx';
import { CheckField, PropertyField, RadioField } from './fields.tsx';
import { beginningOf, field, type LayoutItem, nameAndDescription } from './layout.ts';
import { layouts } from './layouts.ts';
import { OtherValues } from './other-values.tsx';
import { parts } from './parts/parts.ts';
import type { StepPart } from './step-part.ts';

function Item({ part, item }: { readonly part: StepPart; readonly item: LayoutItem }) {
  const words = useWords();
  switch (item.kind) {
    case 'field':
      return (
        <PropertyField part={part} fieldKey={item.key} {...(item.label === undefined ? {} : { label: item.label })} />
      );
    case 'check':
      return item.under === undefined ? (
        <CheckField part={part} fieldKey={item.key} />
      ) : (
        <CheckField part={part} fieldKey={item.key}>
          <Items part={part} items={item.under} />
        </CheckField>
      );
    case 'choice':
      return (
        <RadioField
          part={part}
          fieldKey={item.key}
          label={item.label}
          isHorizontal={item.isHorizontal ?? false}
          {...(item.otherKey === undefined ? {} : { otherKey: item.otherKey })}
          under={(value) => {
            const items = item.under?.[value];
            return items === undefined ? null : <Items part={part} items={items} />;
          }}
        />
      );
    case 'account':
      return <AccountField part={part} userKey={item.user} passwordKey={item.password} />;
    case 'columns':
      return (
        <div className="se-columns">
          {item.columns.map((items, index) => (
            <div key={index} className="se-column">
              <Items part={part} items={items} />
            </div>
          ))}
        </div>
      );
    case 'section':
      return (
        <section className="se-section" aria-label={words(item.heading)}>
          <h3 className="se-heading">{words(item.heading)}</h3>
          <Items part={part} items={item.items} />
        </section>
      );
    case 'part': {
      const Part = parts[item.part];
      return <Part part={part} />;
    }
    case 'note':
      return <p className="ws-muted se-note">{words(item.text)}</p>;
  }
}

function Items({ part, items }: { readonly part: StepPart; readonly items: readonly LayoutItem[] }) {
  return items.map((item, index) => <Item key={index} part={part} item={item} />);
}

const commandLine = runCommandLine.properties.filter(({ key }) => key === 'commandLine');

/** What the type is, for a step that no description fits: name, description, and the command where it is the step's own. */
const plain = (node: NodeDetail): StepPart['description'] => ({
  id: 'plain',
  label: { say: 'steps:plain.label' },
  purpose: { say: 'steps:plain.purpose' },
  newName: '',
  menu: null,
  element: 'step',
  type: node.type,
  runIn: null,
  runInEditable: true,
  successCodes: '0',
  retryCount: 0,
  action: null,
  icon: '',
  properties: commandLine.filter(({ xml }) => xml !== null && node.elsewhere?.[xml.property] !== undefined),
});

const plainPage = ({ properties }: StepPart['description']): LayoutItem[] => [
  nameAndDescription,
  ...properties.map(({ key }) => field(key)),
];

/** What no description knows of the step. */
function Rest({ node, known }: { readonly node: NodeDetail; readonly known: StepPart['description'] | undefined }) {
  const words = useWords();
  return (
    <>
      {known === undefined ? <p className="ws-muted se-note">{words('others.noPage')}</p> : null}
      <OtherValues node={node} description={known} />
    </>
  );
}

/**
 * False while the beginning of a page is drawn, which fills most windows; what stands below follows when that is seen, and
 * not at all when the next step is looked at before. Whoever is taken to a field gets the whole page at once.
 */
function useWhole(node: NodeDetail): boolean {
  const editor = useEditor();
  const isFieldAsked = useSlice(editor.view, ({ fieldRequest }) => fieldRequest?.nodeId === node.id);
  return useDeferredValue(true, false) || isFieldAsked;
}

/** The fields of a step, laid out as its type is thought of; below them what no field shows. */
export function PropertiesTab({ node }: { readonly node: NodeDetail }) {
  const isWhole = useWhole(node);
  const known = useMemo(() => describeWritten(node), [node]);
  const part = useMemo(() => ({ node, description: known ?? plain(node) }), [known, node]);
  const items = (known === undefined ? undefined : layouts[known.id]) ?? plainPage(part.description);
  return (
    <>
      <Items part={part} items={isWhole ? items : beginningOf(items)} />
      {!isWhole ? null : <Rest node={node} known={known} />}
    </>
  );
}
