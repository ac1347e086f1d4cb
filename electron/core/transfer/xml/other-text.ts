import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';

/** How much of a text says what it is. */
const lookedAt = 1000;
const shown = 60;
const webPage = /^(?:<\?xml[^>]{0,200}\?>\s{0,99})?<(?:!doctype\s{1,99})?html\b/i;

/**
 * Refuses a text that is no XML as what it is (XFER-131): an empty file and one without a bracket at its beginning with
 * `XML_NONE` and that beginning, a page of the web, such as the sign-in that a browser kept under the file's name,
 * with `XML_NOT_A_SEQUENCE`. Anything else is left to the parser.
 */
export function refuseOtherText(text: string, file: string): void {
  const start = text.slice(0, lookedAt).replace(/^[\s\uFEFF]+/, '');
  if (webPage.test(start)) throw new AppError('XML_NOT_A_SEQUENCE', { file, root: 'html' });
  if (start.startsWith('<') || (start === '' && text.length > lookedAt)) return;
  const [line = ''] = start.split(/[\r\n]/, 1);
  const why = start === '' ? reason('text-empty') : reason('begins-with', { text: line.slice(0, shown) });
  throw new AppError('XML_NONE', { file, reason: why });
}
