/** What runs inside a page. Each function stands alone: only its own text gets there. */

declare global {
  interface Window {
    /** Milliseconds from the navigation until what was looked for was painted. */
    benchPaintedAt?: number;
    benchFrames?: { times: number[]; isOver: boolean };
    /** Milliseconds from the last key until the selected row was painted in its new place. */
    benchMovedAfter?: number;
    /** The step whose page was painted after the last key, and how many milliseconds after it. */
    benchPane?: { readonly name: string; readonly ms: number };
    /** Milliseconds from the last key in a field until it was painted. */
    benchTypedAfter?: number;
  }
}

/** Before the page loads: notes when the first element of that kind has been painted. */
export function watchFirst(selector: string): void {
  const look = (): void => {
    if (document.querySelector(selector) === null) {
      requestAnimationFrame(look);
      return;
    }
    // The frame of this callback paints it; the task after the frame is the first moment that can say so.
    setTimeout(() => {
      window.benchPaintedAt = performance.now();
    });
  };
  requestAnimationFrame(look);
}

/** Scrolls on by the given height in each frame, back and forth, and returns the time of each frame. */
export async function scrollFrames(scroller: Element, [frames, step]: readonly [number, number]): Promise<number[]> {
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const times: number[] = [];
  let direction = 1;
  let before = await nextFrame();
  for (let frame = 0; frame < frames; frame += 1) {
    const reached = scroller.scrollTop + direction * step;
    if (reached < 0 || reached > scroller.scrollHeight - scroller.clientHeight) direction = -direction;
    scroller.scrollTop += direction * step;
    const now = await nextFrame();
    times.push(now - before);
    before = now;
  }
  return times;
}

/** Notes each frame from now on, and after each key when the selected row is somewhere else. */
export function watchMoves(scroller: Element): void {
  const place = (): number => {
    const row = scroller.querySelector('[aria-selected="true"]');
    return row === null ? NaN : Math.round(row.getBoundingClientRect().top + scroller.scrollTop);
  };
  const frames = { times: [] as number[], isOver: false };
  window.benchFrames = frames;
  let before = NaN;
  const onFrame = (now: number): void => {
    if (!Number.isNaN(before)) frames.times.push(now - before);
    before = now;
    if (!frames.isOver) requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  const onKey = (event: Event): void => {
    if (frames.isOver) {
      document.removeEventListener('keydown', onKey, true);
      return;
    }
    if (!(event as KeyboardEvent).key.startsWith('Arrow')) return;
    const startedAt = performance.now();
    const from = place();
    delete window.benchMovedAfter;
    const look = (): void => {
      const at = place();
      if (at === from || Number.isNaN(at)) {
        requestAnimationFrame(look);
        return;
      }
      setTimeout(() => {
        window.benchMovedAfter = performance.now() - startedAt;
      });
    };
    requestAnimationFrame(look);
  };
  document.addEventListener('keydown', onKey, true);
}

/** Ends `watchMoves` and returns the frames. */
export function endMoves(): number[] {
  const frames = window.benchFrames;
  if (frames === undefined) throw new Error('nothing was watched');
  frames.isOver = true;
  return frames.times;
}

/** Notes after each arrow key when the page of another step has been painted. */
export function watchPane(): void {
  // A list that is kept behind the editor has its details too, without tabs.
  const shown = (): string | null =>
    document.querySelector('[data-region="details"]:has([role="tabpanel"]) h2')?.textContent ?? null;
  const onKey = (event: KeyboardEvent): void => {
    if (!event.key.startsWith('Arrow')) return;
    const startedAt = performance.now();
    const before = shown();
    const look = (): void => {
      const name = shown();
      if (name === before || name === null) {
        requestAnimationFrame(look);
        return;
      }
      setTimeout(() => {
        window.benchPane = { name, ms: performance.now() - startedAt };
      });
    };
    requestAnimationFrame(look);
  };
  document.addEventListener('keydown', onKey, true);
}

/** Notes after each key in a field when it has been painted. */
export function watchKeys(): void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key.length !== 1) return;
    const startedAt = performance.now();
    requestAnimationFrame(() => {
      setTimeout(() => {
        window.benchTypedAfter = performance.now() - startedAt;
      });
    });
  };
  document.addEventListener('keydown', onKey, true);
}
