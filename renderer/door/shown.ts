import { showControls, showControlsInLines } from '#shared/text/visible';

/** Attributes and properties that a person sees or hears; what is typed, sent or compared stays what it is. */
const spoken: ReadonlySet<string> = new Set([
  ...['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'aria-placeholder'],
  ...['title', 'alt', 'placeholder', 'label', 'content', 'hint', 'validationMessage', 'secondaryContent', 'children'],
]);

/** Classes whose elements show text of several lines, and elements that do by themselves. */
const linesClass = /(?:^| )(?:ws-lines|ws-code|se-code|ws-restart-message)(?: |$)/;
const linesElements: ReadonlySet<unknown> = new Set(['pre', 'textarea']);

type Show = (text: string) => string;

/** Texts in an array of children are shown as they would be alone; elements have come through here already. */
function shownValue(value: unknown, show: Show): unknown {
  if (typeof value === 'string') return show(value);
  if (!Array.isArray(value)) return value;
  const shown = value.map((one: unknown) => shownValue(one, show));
  return shown.some((one, index) => one !== value[index]) ? shown : value;
}

/**
 * The properties of an element with every text in them as a page may show it (UI-462): control characters, marks of
 * direction and characters without a width stand there as such, whatever name brought them. The same object when there
 * is nothing to show so.
 */
export function shownProps<Props>(type: unknown, props: Props): Props {
  if (typeof props !== 'object' || props === null) return props;
  const given = props as Readonly<Record<string, unknown>>;
  const className = given['className'];
  const isOfLines = linesElements.has(type) || (typeof className === 'string' && linesClass.test(className));
  const show = isOfLines ? showControlsInLines : showControls;
  let changed: Record<string, unknown> | null = null;
  for (const name in given) {
    if (!spoken.has(name)) continue;
    const shown = shownValue(given[name], show);
    if (shown !== given[name]) (changed ??= { ...given })[name] = shown;
  }
  return (changed ?? given) as Props;
}
