import { PackageId } from '#shared/model/ids';
import { writeSecretReference } from '#shared/model/secret-reference';
import { type SequenceModel, walkNodes } from '#shared/model/sequence';
import { SequenceDocument } from '../sequence/document.ts';
import { findSequence } from '../transfer/sequence-element.ts';
import { decodeStoredXml, encodeXml, type TextEncoding } from '../transfer/xml/decode.ts';
import { parseXmlText } from '../transfer/xml/parse.ts';
import { printDocument, printPiece } from '../transfer/xml/tree.ts';
import { replaceSecrets, type TakenSecret, takeSecrets } from '../transfer/secrets.ts';

/** A stored document as text, with what is needed to make the same bytes again. */
export interface OpenedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

/** The text of a stored document. Errors: those of decoding, which a stored one never has. */
export function openText(bytes: Uint8Array, name: string): OpenedText {
  return decodeStoredXml(bytes, name);
}

/** The bytes to store for a text. */
export function toBytes(opened: OpenedText): Uint8Array {
  return encodeXml(opened.text, opened.encoding);
}

/** The `sequence` element alone, as an export holds it: without declaration or wrapper, ended by CRLF (formats 2.1). */
export function sequenceElementText(text: string, name: string): string {
  const document = parseXmlText(text, name);
  const { sequence } = findSequence(document.root, name);
  if (sequence === document.root && document.prolog === '') return text;
  return `${printPiece(sequence)}\r\n`;
}

/** The text with its secrets blank, and what they held. A text without secrets is given back as it is. */
export function withoutSecrets(text: string, name: string): { text: string; secrets: TakenSecret[] } {
  const document = parseXmlText(text, name);
  const secrets = takeSecrets(findSequence(document.root, name).sequence);
  return { text: secrets.length === 0 ? text : printDocument(document), secrets };
}

/** A secret that was taken out of a text, with the id by which the text now names it. */
export interface SealableSecret extends TakenSecret {
  readonly id: string;
}

/** The text with a reference in the place of each secret, and what they held. A text without secrets stays as it is. */
export function withReferences(
  text: string,
  name: string,
  newId: () => string,
): { text: string; secrets: SealableSecret[] } {
  const document = parseXmlText(text, name);
  const secrets: SealableSecret[] = [];
  replaceSecrets(findSequence(document.root, name).sequence, (secret) => {
    const id = newId();
    secrets.push({ ...secret, id });
    return writeSecretReference(id);
  });
  return { text: secrets.length === 0 ? text : printDocument(document), secrets };
}

/** A stored document as it may be shown and given away: nothing stands in the place of a secret (LIB-10). */
export function withoutReferences(document: Uint8Array, name: string): Uint8Array {
  const opened = openText(document, name);
  const { text, secrets } = withoutSecrets(opened.text, name);
  return secrets.length === 0 ? document : toBytes({ ...opened, text });
}

/** How many steps and child sequences a sequence has; groups do not count. */
export function countSteps(model: SequenceModel): number {
  let count = 0;
  for (const { node } of walkNodes(model.nodes)) if (node.kind !== 'group') count += 1;
  return count;
}

/** A sequence as data. Errors: those of XML, `XML_NOT_A_SEQUENCE`. */
export function readModel(text: string, name: string): SequenceModel {
  return new SequenceDocument(text, name).model();
}

/** Where the secrets of the steps of a sequence lie in the secret store. */
export function stepSecretPrefix(packageId: string): string {
  return `sequence/${PackageId.parse(packageId)}/`;
}

/** Where the secret lies that a sequence names by this id (LIB-9). */
export function stepSecretKey(packageId: string, id: string): string {
  return stepSecretPrefix(packageId) + id;
}
