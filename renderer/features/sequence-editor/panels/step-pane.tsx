import { Badge, Tab, TabList } from '@fluentui/react-components';
import { useRef } from 'react';
import { countConditions } from '#shared/model/condition';
import type { OutlineRow } from '#shared/model/outline';
import type { NodeDetail } from '#shared/model/sequence';
import { useSlice } from '../../../app/shell-context.tsx';
import { typeLabel } from '../model/find.ts';
import { OptionsTab } from '../options/options-tab.tsx';
import { PropertiesTab } from '../properties/properties-tab.tsx';
import { VariableTable } from '../properties/variable-table.tsx';
import type { StepTab } from '../store/view-store.ts';
import { StepIcon } from '../../../components/step-icon.tsx';
import { useFieldRequest } from './use-field-request.ts';
import { useEditor } from '../use-editor.tsx';
import { type EditorText, useWords } from '../use-words.ts';
import { CommandLine } from './command-line.tsx';
import { ManySelected } from './many-selected.tsx';
import { CutText } from '../../../components/cut-text.tsx';

const environments = ['WinPE', 'FullOS', 'WinPEandFullOS'] as const;

function environmentWords(words: EditorText, runIn: string | null): string {
  if (runIn === null) return words('environment.none');
  const known = environments.find((one) => one === runIn);
  return known === undefined ? runIn : words(`environment.${known}`);
}

function typeWords(words: EditorText, row: OutlineRow): string {
  if (row.kind === 'group') return words('pane.group');
  if (row.kind === 'subtasksequence') return words('pane.childSequence');
  const label = words.message(typeLabel(row));
  return label === '' ? words('pane.untyped') : label;
}

function Head({ row, node }: { readonly row: OutlineRow; readonly node: NodeDetail | undefined }) {
  const words = useWords();
  const editor = useEditor();
  const number = useSlice(editor.document, (state) => state.rows.indexOf(row) + 1);
  const count = useSlice(editor.document, (state) => state.rows.length);
  const about =
    row.kind === 'group'
      ? words('pane.aboutGroup', { number, count })
      : words('pane.about', {
          type: typeWords(words, row),
          number,
          count,
          environment: environmentWords(words, node?.runIn ?? null),
        });
  return (
    <div className="se-head" title={about}>
      <span className="se-head-icon">
        <StepIcon step={row} />
      </span>
      <div className="ws-stack se-head-text">
        <h2>
          <CutText>{row.name === '' ? words('tree.unnamed') : row.name}</CutText>
        </h2>
        <span className="ws-muted ws-small se-head-about">{about}</span>
      </div>
    </div>
  );
}

function Tabs({ node }: { readonly node: NodeDetail | undefined }) {
  const words = useWords();
  const editor = useEditor();
  const tab = useSlice(editor.view, (state) => state.tab);
  const conditions = countConditions(node?.condition ?? null);
  const variables = node?.variables.length ?? 0;
  const badge = (count: number) =>
    count === 0 ? null : (
      <Badge size="small" appearance="tint">
        {count}
      </Badge>
    );
  return (
    <TabList
      size="small"
      className="se-tabs"
      aria-label={words('pane.tabs')}
      selectedValue={tab}
      onTabSelect={(_event, data) => editor.view.setState({ tab: data.value as StepTab })}
    >
      <Tab value="properties">{words('pane.properties')}</Tab>
      <Tab value="options">
        <span className="ws-row">
          {words('pane.options')}
          {badge(conditions)}
        </span>
      </Tab>
      {node?.kind === 'group' ? null : (
        <Tab value="variables">
          <span className="ws-row">
            {words('pane.variables')}
            {badge(variables)}
          </span>
        </Tab>
      )}
    </TabList>
  );
}

function Body({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  const editor = useEditor();
  const chosen = useSlice(editor.view, (state) => state.tab);
  const tab = chosen === 'variables' && node.kind === 'group' ? 'properties' : chosen;
  const body = useRef<HTMLDivElement>(null);
  useFieldRequest(body, node);
  return (
    <div ref={body} className="se-body" role="tabpanel" aria-label={words(`pane.${tab}`)} key={`${node.id}:${tab}`}>
      {node.problem === undefined ? null : <p className="se-warning">{words(`problem.${node.problem}`)}</p>}
      {tab === 'properties' ? <PropertiesTab node={node} /> : null}
      {tab === 'options' ? <OptionsTab node={node} /> : null}
      {tab === 'variables' ? <VariableTable node={node} /> : null}
    </div>
  );
}

/** The selected step: head, tabs, and the command that its fields make. */
export function StepPane() {
  const words = useWords();
  const editor = useEditor();
  const ids = useSlice(editor.view, (state) => state.selection.ids);
  const isView = useSlice(editor.document, (state) => state.mode === 'view');
  const only = ids.length === 1 ? ids[0] : undefined;
  const row = useSlice(editor.document, (state) => state.rows.find((one) => one.id === only));
  const node = useSlice(editor.document, (state) => (only === undefined ? undefined : state.details.get(only)));
  return (
    <section
      className={`se-pane${isView ? ' se-view' : ''}`}
      aria-label={words('page.paneRegion')}
      data-region="details"
    >
      {ids.length > 1 ? <ManySelected /> : null}
      {ids.length === 0 || (only !== undefined && row === undefined) ? (
        <p className="ws-muted se-note se-alone">{words('page.noSelection')}</p>
      ) : null}
      {row === undefined ? null : (
        <>
          <div className="se-top">
            <Head row={row} node={node} />
            <Tabs node={node} />
          </div>
          {node === undefined ? (
            <p className="ws-muted se-note se-alone">{words('pane.loading')}</p>
          ) : (
            <>
              <Body node={node} />
              <CommandLine node={node} />
            </>
          )}
        </>
      )}
    </section>
  );
}
