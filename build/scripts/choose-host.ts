export interface Machine {
  /** Path of Electron's own program, when it was really fetched. */
  readonly electron: string | undefined;
  readonly browser: string | undefined;
  readonly canShowWindows: boolean;
}

export interface Wish {
  readonly host: 'electron' | 'browser' | undefined;
  readonly isHeadless: boolean;
}

export type Choice =
  | { readonly kind: 'electron'; readonly program: string; readonly why: string }
  | { readonly kind: 'window'; readonly browser: string; readonly why: string }
  | { readonly kind: 'address'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };

const getElectron = '“npx install-electron” fetches it';

/** What `npm start` opens, and the reason in one line. Pure: what the machine has comes in. */
export function chooseHost(wish: Wish, machine: Machine): Choice {
  if (wish.isHeadless) return { kind: 'address', why: 'Web host without a window, as --headless asks.' };
  if (wish.host === 'electron' && machine.electron === undefined) {
    return { kind: 'refused', why: `Electron’s program is not here; ${getElectron}.` };
  }
  if (wish.host !== 'browser' && machine.electron !== undefined && machine.canShowWindows) {
    return { kind: 'electron', program: machine.electron, why: 'Electron, because its program is here.' };
  }
  const because =
    wish.host === 'browser' ? 'as --host browser asks' : `because Electron’s program is not here (${getElectron})`;
  if (machine.browser === undefined)
    return { kind: 'address', why: `Web host alone, ${because} and no browser was found.` };
  if (!machine.canShowWindows)
    return { kind: 'address', why: 'Web host alone, because there is no display to show a window on.' };
  return {
    kind: 'window',
    browser: machine.browser,
    why: `${machine.browser} as an app window on the web host, ${because}.`,
  };
}
