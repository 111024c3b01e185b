// After sending: says what was done, undoes it and offers the next task of the list that is shown. It outlives the form, hence brings its own look.
import { button, element } from './page.js';

const place = () => new URLSearchParams(location.hash.replace(/^#\/?\??/, ''));

/** The task that follows in the list as it is shown, of those that are still to be answered; null when there is none. */
export function nextTask(current) {
  const shown = [...document.querySelectorAll('section.tasks-list li.task')].filter(card => !card.querySelector('.ac-mark.ac-sending'))
    .map(card => card.querySelector('h4.task a')).filter(Boolean).map(card => ({
      id: new URLSearchParams((card.getAttribute('href') || '').split('?')[1]).get('task'), subject: card.textContent.trim() })).filter(task => task.id);
  return shown[shown.findIndex(task => task.id === current) + 1] || shown.find(task => task.id !== current) || null;
}

// Of several that can still be undone each has its own box.
function boxes() {
  const known = document.querySelector('.ac-sent-boxes');
  if (known) { return known; }
  const made = element('div', { className: 'ac-sent-boxes' });
  Object.assign(made.style, { position: 'fixed', right: '24px', top: '54px', zIndex: 2000, display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'flex-end' });
  document.body.append(made);
  return made;
}

/**
 * @param next  the task that follows; null for none
 * @param undoing null when it cannot be undone; else label and undo(), for how many seconds (0: as long as the box stands), whether the
 *              next task is open already, and left(), which says later when it could not be sent after all
 */
export function say(sentence, next, undoing = null) {
  document.querySelectorAll('.ac-sent:not([data-undo])').forEach(former => former.remove());
  const close = () => { clearInterval(counting); box.remove(); removeEventListener('hashchange', moved); };
  let wentOn = Boolean(undoing && undoing.stays), counting = null;
  const moved = () => {
    if (!place().get('task')) { return; }
    if (!box.hasAttribute('data-undo')) { close(); return; }
    wentOn = true;
    if (open) { open.remove(); }
  };
  const open = next && button(`Next: ${next.subject}`, () => {
    const to = place();
    to.set('task', next.id);
    to.delete('detailsTab');
    location.hash = `#/?${to}`;
    moved();
  }, 'btn btn-primary ac-next');
  const box = element('div', { className: 'ac-sent' }, element('strong', { textContent: sentence }), undoing && undoOf(), open
    || !wentOn && element('span', { textContent: 'This list has no other task.' }), button('Close', () => close(), 'btn btn-default ac-close-sent'));
  box.setAttribute('role', 'status');
  Object.assign(box.style, { display: 'flex', flexWrap: 'wrap', gap: '10px 14px', alignItems: 'center',
    maxWidth: 'min(720px, 90vw)', padding: '12px 16px', background: '#eef7f1', border: '1px solid #26734d', borderLeftWidth: '5px', borderRadius: '4px',
    boxShadow: '0 3px 12px rgb(0 0 0 / 20%)', color: '#1c1c1c' });
  if (open) { Object.assign(open.style, { maxWidth: '360px', overflow: 'hidden', textOverflow: 'ellipsis' }); }
  if (undoing) { box.setAttribute('data-undo', ''); }
  boxes().append(box);
  addEventListener('hashchange', moved);
  // Tasklist takes the form away first, and the focus with it.
  setTimeout(() => { if (open && open.isConnected && !document.querySelector('.ac-content')) { open.focus(); } }, 400);

  function undoOf() {
    // What counts down is to be seen, not to be read out each second.
    const left = element('span'), until = Date.now() + undoing.seconds * 1000;
    left.setAttribute('aria-hidden', 'true');
    const made = button('', () => {
      made.disabled = true;
      undoing.undo().then(close, error => { finished(); box.querySelector('strong').textContent = error.message; });
    }, 'btn btn-default ac-undo-sent');
    made.append(undoing.label, left);
    function finished() {
      clearInterval(counting);
      made.remove();
      box.removeAttribute('data-undo');
      if (wentOn) { close(); }
    }
    function count() {
      const seconds = Math.ceil((until - Date.now()) / 1000);
      left.textContent = seconds > 0 && seconds < 100 ? ` (${seconds})` : '';
      if (seconds <= 0) {
        finished();
        undoing.left((said, action) => say(said, null, { label: 'Open it', seconds: 0, stays: true, undo: () => Promise.resolve(action()) }));
      }
    }
    if (undoing.seconds > 0) {
      counting = setInterval(count, 1000);
      count();
    }
    return made;
  }
}
