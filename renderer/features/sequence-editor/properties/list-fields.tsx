import { DocumentBulletList20Regular } from '@fluentui/react-icons';
import { splitRuleFiles } from '#shared/model/rule-files';
import type { PropertyKind } from '#shared/steps/step-description';
import { useWords } from '../use-words.ts';
import { ItemListField } from './item-list-field.tsx';
import type { FieldOnly } from './text-fields.tsx';
import { checkFile } from './value-checks.ts';
import { splitList } from './value-forms.ts';

/** Rule files by name, in the order in which they are given to the tool. */
export function FileListField({ field }: FieldOnly) {
  const words = useWords();
  const items = splitRuleFiles(field.value);
  const refuse = (name: string) => {
    const found = checkFile(name, items);
    return found === null ? null : words(`files.${found}`);
  };
  const texts = { none: words('files.none'), newName: words('files.newName'), add: words('files.add') };
  const icon = <DocumentBulletList20Regular />;
  return (
    <ItemListField
      field={field}
      list={{ items, isOrdered: true, refuse, words: texts, icon }}
      onWrite={(next) => field.choose(next.join(','))}
    />
  );
}

/** The kinds whose value is one text with commas. */
type ListKind = Extract<PropertyKind, 'stringList' | 'driverCategoryList' | 'featureUpdateList'>;

/** Names or IDs, kept as one text with commas between them. */
export function TextListField({ field, kind }: FieldOnly & { readonly kind: ListKind }) {
  const words = useWords();
  const items = splitList(field.value);
  const refuse = (name: string) => {
    const wanted = name.trim();
    if (wanted === '') return words('list.empty');
    if (wanted.includes(',')) return words('list.comma');
    return items.some((one) => one.toLowerCase() === wanted.toLowerCase()) ? words('list.twice') : null;
  };
  const texts = { none: words(`list.${kind}.none`), newName: words(`list.${kind}.newName`), add: words('list.add') };
  return (
    <ItemListField
      field={field}
      list={{ items, isOrdered: kind === 'stringList', refuse, words: texts }}
      onWrite={(next) => field.choose(next.join(','))}
    />
  );
}
