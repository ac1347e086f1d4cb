/** Asked of the panes that are tabs of each other in a small window: the one in which this was asked comes to the front. */
export const showPaneEvent = 'ws-show-pane';

/** Brings what lies behind the tab of another pane to where it can be seen, so that it can have the focus. */
export function showPanesOf(element: Element): void {
  element.dispatchEvent(new Event(showPaneEvent, { bubbles: true }));
}

/** Whether an element is seen, or would be when its pane comes to the front. */
export function isReachable(element: Element): boolean {
  let hidden = element.closest('[hidden]');
  while (hidden?.matches('.ws-split-pane') === true) hidden = hidden.parentElement?.closest('[hidden]') ?? null;
  return element.isConnected && hidden === null;
}
