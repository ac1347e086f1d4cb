import { type ReferenceFact, packageTypeKinds, plainReference, referenceIdMost } from '#shared/model/reference';
import { type SequenceModel, walkNodes } from '#shared/model/sequence';
import { isStepOf } from '#shared/steps/catalog';
import { downloadPackageContent } from '#shared/steps/download-package-content';
import { installApplication } from '#shared/steps/install-application';
import { applicationList, memberOf, packageList, readReferenceList } from '#shared/steps/lists/reference-list';
import { readReferenceFacts } from '../transfer/configmgr/references.ts';
import type { ExportCarry } from '../transfer/configmgr/read-export.ts';

/** What the steps of a sequence themselves keep of the applications and packages that they name, for people. */
function* factsOfSteps(model: SequenceModel): Iterable<ReferenceFact> {
  for (const { node } of walkNodes(model.nodes)) {
    const isDownload = isStepOf(node, downloadPackageContent);
    if (!isDownload && !isStepOf(node, installApplication)) continue;
    const shape = isDownload ? packageList : applicationList;
    for (const row of readReferenceList(node.variables, shape)) {
      const { id } = row;
      const name = memberOf(row, shape.nameMember).trim();
      const kind = isDownload ? packageTypeKinds[Number(memberOf(row, 'PkgType'))] : 'application';
      if (name !== '' && kind !== undefined && id.length <= referenceIdMost) yield plainReference(kind, id, name);
    }
  }
}

/**
 * What comes with a sequence of the things that it refers to: the names that its steps repeat, and over those the two
 * reference files of its export. Rule: LIB-50.
 */
export function toldReferences(model: SequenceModel, carry: ExportCarry | null, file: string): ReferenceFact[] {
  const texts = [carry?.referencesInfo, carry?.appReferencesInfo].filter((text) => text != null);
  return [...factsOfSteps(model), ...readReferenceFacts(texts, file)];
}
