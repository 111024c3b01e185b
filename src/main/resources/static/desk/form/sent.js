// After sending: says what was done and offers the next task of the list that is shown. It outlives the form, hence brings its own look.
import { button, element } from './page.js';

const place = () => new URLSearchParams(location.hash.replace(/^#\/?\??/, ''));

/** The task that follows in the list as it is shown; null when there is none. */
export function nextTask(current) {
  const shown = [...document.querySelectorAll('section.tasks-list li.task h4.task a')].map(card => ({
    id: new URLSearchParams((card.getAttribute('href') || '').split('?')[1]).get('task'), subject: card.textContent.trim() })).filter(task => task.id);
  return shown[shown.findIndex(task => task.id === current) + 1] || shown.find(task => task.id !== current) || null;
}

export function say(sentence, next) {
  document.querySelectorAll('.ac-sent').forEach(former => former.remove());
  const close = () => { box.remove(); removeEventListener('hashchange', moved); };
  const moved = () => { if (place().get('task')) { close(); } };
  const open = next && button(`Next: ${next.subject}`, () => {
    const to = place();
    to.set('task', next.id);
    to.delete('detailsTab');
    location.hash = `#/?${to}`;
    close();
  }, 'btn btn-primary ac-next');
  const box = element('div', { className: 'ac-sent' },
    element('strong', { textContent: sentence }), open || element('span', { textContent: 'This list has no other task.' }), button('Close', () => close(), 'btn btn-default'));
  box.setAttribute('role', 'status');
  Object.assign(box.style, { position: 'fixed', right: '24px', bottom: '44px', zIndex: 2000, display: 'flex', flexWrap: 'wrap', gap: '10px 14px', alignItems: 'center',
    maxWidth: 'min(720px, 90vw)', padding: '12px 16px', background: '#eef7f1', border: '1px solid #26734d', borderLeftWidth: '5px', borderRadius: '4px',
    boxShadow: '0 3px 12px rgb(0 0 0 / 20%)', color: '#1c1c1c' });
  if (open) { Object.assign(open.style, { maxWidth: '360px', overflow: 'hidden', textOverflow: 'ellipsis' }); }
  document.body.append(box);
  addEventListener('hashchange', moved);
  // Tasklist takes the form away first, and the focus with it.
  setTimeout(() => { if (open && open.isConnected && !document.querySelector('.ac-content')) { open.focus(); } }, 400);
}
