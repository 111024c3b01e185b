// A conversation to read in the task's column, for requests that have no task for whoever reads it.

import { make, webapp } from './page.js';
import { beThere } from './presence.js';

let open = null;

export function close() {
  if (open) {
    open.pane.remove();
    open.there.leave();
    if (open.from && open.from.isConnected) { open.from.focus(); }
    open = null;
  }
}

/** @param number of a request that this person may read */
export function read(number) {
  const from = document.activeElement;
  close();
  const address = `${webapp}/api/aftercare/requests/${number}/conversation`;
  const frame = make('iframe', { title: `Conversation ${number}`, src: `${address}?tab=true`,
    // It shows what strangers wrote: no scripts. Its one form corrects the triage.
    sandbox: 'allow-same-origin allow-downloads allow-forms' });
  const pane = make('section', { class: 'ac-reading', 'aria-label': `Conversation ${number}` },
    make('header', {}, make('strong', {}, number),
      make('a', { href: address, target: '_blank', rel: 'noopener' }, 'On a page of its own'),
      make('button', { type: 'button', class: 'btn btn-default btn-sm', on: { click: close } }, 'Close')),
    frame);
  pane.addEventListener('keydown', event => { if (event.key === 'Escape') { close(); } });
  document.querySelector('.task-details').append(pane);
  open = { pane, from, there: beThere(number) };
  pane.querySelector('button').focus();
}
