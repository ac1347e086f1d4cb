import { Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import type { OsPlatform } from '#shared/model/condition';
import {
  findInTable,
  type OsRelease,
  osArchitectures,
  osProducts,
  osReleases,
  platformOf,
} from '#shared/model/conditions/os-releases';
import { newOtherRelease, type OtherRelease } from '#shared/model/conditions/os-condition';
import { useWords } from '../../use-words.ts';
import { CheckGroup } from './check-group.tsx';
import { ChoiceDropdown } from '../../../../components/choice-dropdown.tsx';
import type { ConditionBodyProps, FieldSaid, TestOf } from './condition-body.ts';
import { ConditionTextField } from './condition-text-field.tsx';

type Test = TestOf<'os-platforms'>;

/** How the processors are shown, whatever letters the file has. */
const shownArchitectures = { x64: 'x64', X86: 'x86', ARM64: 'ARM64' } as const;

interface TableProps {
  readonly platforms: readonly OsPlatform[];
  readonly change: (platforms: readonly OsPlatform[]) => void;
}

function ReleaseRow({ release, platforms, change }: TableProps & { readonly release: OsRelease }) {
  return (
    <tr>
      <th scope="row">{release.name}</th>
      {osArchitectures.map((architecture) => {
        if (!release.architectures.includes(architecture)) return <td key={architecture} />;
        const mine = platforms.filter((one) => {
          const found = findInTable(one);
          return found?.release === release && found.architecture === architecture;
        });
        return (
          <td key={architecture}>
            <Checkbox
              aria-label={`${release.name}, ${shownArchitectures[architecture]}`}
              checked={mine.length > 0}
              onChange={(_event, data) =>
                change(
                  data.checked === true
                    ? [...platforms, platformOf(release, architecture)]
                    : platforms.filter((one) => !mine.includes(one)),
                )
              }
            />
          </td>
        );
      })}
    </tr>
  );
}

function ReleaseTable(props: TableProps) {
  const words = useWords();
  return (
    <table className="se-releases">
      <thead>
        <tr>
          <th scope="col">{words('conditionDialog.release')}</th>
          {osArchitectures.map((one) => (
            <th key={one} scope="col">
              {shownArchitectures[one]}
            </th>
          ))}
        </tr>
      </thead>
      {(['client', 'server'] as const).map((product) => (
        <tbody key={product}>
          <tr className="se-releases-group">
            <th scope="rowgroup" colSpan={osArchitectures.length + 1}>
              {words(product === 'client' ? 'conditionDialog.clients' : 'conditionDialog.servers')}
            </th>
          </tr>
          {osReleases
            .filter((release) => release.product === product)
            .map((release) => (
              <ReleaseRow key={release.id} release={release} {...props} />
            ))}
        </tbody>
      ))}
    </table>
  );
}

/** What a platform that is not in the table is called: by its name, else by its key. */
function nameOf(platform: OsPlatform): string {
  return platform.name === '' ? platform.platform.map((one) => `${one.name} ${one.value}`).join(', ') : platform.name;
}

/** Platforms of the file that are not in the table; one that was taken away stays in the list until the dialog closes. */
function OtherPlatforms({ all, platforms, change }: TableProps & { readonly all: readonly OsPlatform[] }) {
  const words = useWords();
  if (all.length === 0) return null;
  return (
    <CheckGroup label={words('conditionDialog.alsoHere')} isLabelShown hint={words('conditionDialog.alsoHereHint')}>
      {all.map((platform, index) => (
        <Checkbox
          key={index}
          label={nameOf(platform)}
          checked={platforms.includes(platform)}
          onChange={(_event, data) =>
            change(data.checked === true ? [...platforms, platform] : platforms.filter((one) => one !== platform))
          }
        />
      ))}
    </CheckGroup>
  );
}

function OtherReleaseFields(props: {
  readonly other: OtherRelease;
  readonly change: (other: OtherRelease) => void;
  readonly said: (field: string) => FieldSaid;
}) {
  const words = useWords();
  const { other, change, said } = props;
  return (
    <div className="se-indented">
      <ConditionTextField
        label={words('conditionDialog.releaseName')}
        value={other.name}
        change={(name) => change({ ...other, name })}
        said={said('name')}
        isRequired
      />
      <ChoiceDropdown
        label={words('conditionDialog.product')}
        value={other.product}
        choices={osProducts.map((value) => ({ value, text: words(`conditionDialog.productKind.${value}`) }))}
        change={(value) => change({ ...other, product: osProducts.find((one) => one === value) ?? other.product })}
      />
      <ChoiceDropdown
        label={words('conditionDialog.architecture')}
        value={other.architecture}
        choices={osArchitectures.map((value) => ({ value, text: shownArchitectures[value] }))}
        change={(value) =>
          change({ ...other, architecture: osArchitectures.find((one) => one === value) ?? other.architecture })
        }
      />
      <ConditionTextField
        label={words('conditionDialog.buildFrom')}
        value={other.from}
        change={(from) => change({ ...other, from })}
        said={said('from')}
        hint={words('conditionDialog.buildHint')}
        isRequired
      />
      <ConditionTextField
        label={words('conditionDialog.buildTo')}
        value={other.to}
        change={(to) => change({ ...other, to })}
        said={said('to')}
      />
    </div>
  );
}

/** Which Windows: the table, what the file has beside it, and one that is in neither. */
export function OsPlatformsFields({ test, old, change, said }: ConditionBodyProps<Test>) {
  const words = useWords();
  const put = (platforms: readonly OsPlatform[]) => change({ ...test, platforms });
  const [others] = useState(() => (old?.platforms ?? []).filter((one) => findInTable(one) === undefined));
  const [last, setLast] = useState<OtherRelease>(newOtherRelease);
  return (
    <>
      <CheckGroup
        label={words('conditionDialog.release')}
        isLabelShown={false}
        hint={words('conditionDialog.releasesHint')}
        said={said('platforms')}
      >
        <ReleaseTable platforms={test.platforms} change={put} />
      </CheckGroup>
      <OtherPlatforms all={others} platforms={test.platforms} change={put} />
      <Checkbox
        label={words('conditionDialog.notInTable')}
        checked={test.other !== null}
        onChange={(_event, data) => {
          if (test.other !== null) setLast(test.other);
          change({ ...test, other: data.checked === true ? last : null });
        }}
      />
      {test.other === null ? null : (
        <OtherReleaseFields other={test.other} change={(other) => change({ ...test, other })} said={said} />
      )}
    </>
  );
}
