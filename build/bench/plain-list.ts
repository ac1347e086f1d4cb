/** The simplest virtual list: rows of one height, those in view in the document, one selected that Alt+arrows move. */
const parameters = new URLSearchParams(location.search);
const rowHeight = 28;
const names = Array.from({ length: Number(parameters.get('rows')) }, (_, index) => `Set value ${index + 1}`);
let selected = Number(parameters.get('selected'));

const scroller = document.createElement('div');
const inner = document.createElement('div');
scroller.setAttribute('role', 'list');
scroller.tabIndex = 0;
Object.assign(scroller.style, {
  ...{ overflow: 'auto', position: 'relative' },
  ...{ width: `${parameters.get('width') ?? ''}px`, height: `${parameters.get('height') ?? ''}px` },
});
Object.assign(inner.style, { height: `${names.length * rowHeight}px`, position: 'relative' });
scroller.append(inner);
document.body.append(scroller);

function rowOf(index: number): HTMLElement {
  const row = document.createElement('div');
  row.textContent = `${index + 1} ${names[index] ?? ''}`;
  row.setAttribute('aria-selected', String(index === selected));
  Object.assign(row.style, { position: 'absolute', top: `${index * rowHeight}px`, height: `${rowHeight}px` });
  return row;
}

function render(): void {
  const first = Math.floor(scroller.scrollTop / rowHeight);
  const last = Math.min(names.length, first + Math.ceil(scroller.clientHeight / rowHeight) + 1);
  inner.replaceChildren(...Array.from({ length: last - first }, (_, offset) => rowOf(first + offset)));
}

function move(direction: number): void {
  const other = selected + direction;
  const [moved, passed] = [names[selected], names[other]];
  if (moved === undefined || passed === undefined) return;
  names[selected] = passed;
  names[other] = moved;
  selected = other;
  render();
}

scroller.addEventListener('scroll', render);
scroller.addEventListener('keydown', (event) => {
  if (!event.altKey || !event.key.startsWith('Arrow')) return;
  event.preventDefault();
  move(event.key === 'ArrowDown' ? 1 : -1);
});
render();
