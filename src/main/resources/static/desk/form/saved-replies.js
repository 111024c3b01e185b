// Saved replies in the answer: `/` at the start of a line or `::` anywhere opens a list under the caret, which is worked by keys; what
// is chosen is put there, filled in by the server. What nothing was known of stays as a gap, is listed, and is asked about before sending.
import { button, call, element } from './page.js';
import { put } from './writing.js';

const LOOK_AFTER = 120, LONGEST_TYPED = 60, WIDTH = 460;
const GAP = /\{\{[ \t]*[^{}\n]{0,80}?[ \t]*\}\}/g;

/** The gaps of a text, each once. */
export const gapsIn = text => [...new Set(text.match(GAP) || [])];

/** What was typed to find a reply, and where it begins; null when the caret is not behind such. */
export function asked(text) {
  if (text.readOnly || text.selectionStart !== text.selectionEnd) { return null; }
  const caret = text.selectionStart, line = text.value.slice(text.value.lastIndexOf('\n', caret - 1) + 1, caret);
  const found = line.match(/^\/([^/\n]*)$/) || line.match(/::([^:\n]*)$/);
  return found && found[1].length <= LONGEST_TYPED && !/^\s|\s\s/.test(found[1]) ? { from: caret - found[0].length, typed: found[1].trim() } : null;
}

/** Where the caret stands in the window: the text is laid out once more, out of sight. */
function caretOf(text, at) {
  const style = getComputedStyle(text), box = text.getBoundingClientRect(), copy = element('div'), mark = element('span', { textContent: '\u200b' });
  for (const name of ['font', 'letterSpacing', 'padding', 'border', 'boxSizing', 'lineHeight', 'tabSize']) { copy.style[name] = style[name]; }
  Object.assign(copy.style, { position: 'fixed', visibility: 'hidden', whiteSpace: 'pre-wrap', overflowWrap: 'break-word', left: `${box.left}px`, top: `${box.top}px`,
    width: `${text.clientWidth}px` });
  copy.append(text.value.slice(0, at), mark);
  document.body.append(copy);
  const place = mark.getBoundingClientRect();
  copy.remove();
  return { left: place.left, top: place.top - text.scrollTop, bottom: place.bottom - text.scrollTop };
}

/**
 * @param tasks   path of the task in our API
 * @param claimed resolves to whether the person may write
 * @param fail    shows what went wrong
 * @param send    sends the answer
 */
export function savedReplies(form, { tasks, claimed, fail, send }) {
  const text = form.querySelector('#ac-text'), letter = form.querySelector('.ac-letter');
  const list = element('ul', { className: 'ac-replies', id: 'ac-replies', hidden: true }), said = element('span', { className: 'ac-hidden' });
  const gaps = element('div', { className: 'ac-gaps ac-hint', hidden: true });
  let shown = [], at = 0, now = null, left = null, turn = 0, looking, meant = '', told = '';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Saved replies');
  said.setAttribute('role', 'status');
  gaps.setAttribute('role', 'status');
  text.setAttribute('aria-autocomplete', 'list');
  letter.after(gaps);
  letter.append(list, said);

  function close() {
    turn++;
    clearTimeout(looking);
    list.hidden = true;
    shown = [];
    said.textContent = '';
    text.removeAttribute('aria-activedescendant');
    text.removeAttribute('aria-controls');
  }

  function look() {
    now = asked(text);
    if (!now || left === now.from) {
      if (!now) { left = null; }
      return close();
    }
    clearTimeout(looking);
    looking = setTimeout(() => {
      const mine = ++turn;
      call('GET', `${tasks}/saved-replies?q=${encodeURIComponent(now.typed)}`).then(found => { if (mine === turn) { show(found); } }, () => {});
    }, shown.length ? LOOK_AFTER : 0);
  }

  function show(found) {
    if (!found.length) { return close(); }
    shown = found;
    list.replaceChildren(...found.map((reply, index) => {
      const item = element('li', { id: `ac-reply-${reply.id}` }, element('strong', { textContent: reply.title }),
        reply.otherLanguage && element('span', { className: 'ac-badge', textContent: reply.otherLanguage }), element('span', { className: 'ac-muted', textContent: reply.beginning }));
      item.setAttribute('role', 'option');
      item.addEventListener('mousedown', event => { event.preventDefault(); choose(reply); });
      item.addEventListener('mousemove', () => mark(index));
      return item;
    }));
    const caret = caretOf(text, now.from), width = Math.min(WIDTH, innerWidth - 20);
    list.hidden = false;
    list.style.left = `${Math.max(10, Math.min(caret.left, innerWidth - width - 10))}px`;
    list.style.width = `${width}px`;
    const below = innerHeight - caret.bottom - 12, above = caret.top - 12, under = below >= Math.min(list.scrollHeight, 200) || below > above;
    list.style.maxHeight = `${Math.min(320, under ? below : above)}px`;
    list.style.top = under ? `${caret.bottom + 2}px` : 'auto';
    list.style.bottom = under ? 'auto' : `${innerHeight - caret.top + 2}px`;
    text.setAttribute('aria-controls', list.id);
    said.textContent = `${found.length === 1 ? 'One saved reply' : `${found.length} saved replies`}. Arrows choose, Enter inserts, Escape closes.`;
    mark(0);
  }

  function mark(index) {
    at = index;
    [...list.children].forEach((item, place) => item.setAttribute('aria-selected', String(place === index)));
    text.setAttribute('aria-activedescendant', list.children[index].id);
    list.children[index].scrollIntoView({ block: 'nearest' });
  }

  function choose(reply) {
    const place = now;
    close();
    claimed().then(mine => mine && call('POST', `${tasks}/saved-replies/${reply.id}`).then(filled => {
      const typed = asked(text);
      text.setSelectionRange(place.from, typed && typed.from === place.from ? text.selectionStart : Math.min(text.value.length, place.from + place.typed.length + 2));
      put(text, filled.text);
      told = filled.told || '';
      showGaps();
      const first = filled.gaps.length && text.value.indexOf(filled.gaps[0], place.from);
      if (filled.gaps.length && first >= 0) { text.setSelectionRange(first, first + filled.gaps[0].length); }
    })).catch(fail);
  }

  // ---- gaps
  function showGaps() {
    const open = gapsIn(text.value);
    if (!text.value.trim()) { told = ''; }
    gaps.hidden = !open.length && !told;
    gaps.replaceChildren(...[told && element('span', { textContent: told + (open.length ? ' ' : '') }),
      open.length && element('strong', { textContent: open.length === 1 ? 'To fill in: ' : `${open.length} gaps to fill in: ` }),
      ...open.map(gap => button(gap, () => {
        const from = text.value.indexOf(gap);
        text.focus();
        if (from >= 0) { text.setSelectionRange(from, from + gap.length); }
      }, 'ac-gap'))].filter(Boolean));
  }

  /** Says what is still open and asks; null when nothing is, or when it is meant. */
  function refusal() {
    const open = gapsIn(text.value);
    if (!open.length || open.join() === meant) { return null; }
    return new Error(`${open.length === 1 ? 'A gap is' : 'Gaps are'} still open: ${open.join(', ')}. Fill in, or send as it is if that is meant.`);
  }

  /** Shows that sentence with the way to send all the same. */
  function ask(alert) {
    alert.append(' ', button('Send as it is', () => { meant = gapsIn(text.value).join(); send(); }, 'btn btn-default btn-sm ac-as-it-is'));
  }

  // Before what goes on lists and sends: while the list is open its keys are its own.
  text.addEventListener('keydown', event => {
    if (list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) { return; }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { mark((at + step + shown.length) % shown.length); } else if (event.key === 'Enter') { choose(shown[at]); } else if (event.key === 'Escape') {
      left = now.from;
      close();
    } else { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  text.addEventListener('input', () => { look(); showGaps(); });
  text.addEventListener('click', look);
  text.addEventListener('keyup', event => { if (/^(Arrow(Left|Right)|Home|End)$/.test(event.key)) { look(); } });
  text.addEventListener('scroll', close);
  text.addEventListener('blur', close);

  return { refusal, ask, show: showGaps, gapsMeant: () => { const open = gapsIn(text.value); return open.length > 0 && open.join() === meant; } };
}
