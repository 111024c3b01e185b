// Internal notes beside the answer: a tab of the box, with colleagues offered after an at sign.
import { button, call, element } from './page.js';

const MOST_OFFERED = 6;

/**
 * @param fail shows what went wrong
 * @param added is called with the note that was kept
 * @return strip, where others put what belongs beside the tabs
 */
export function notes(form, { task, number, added }) {
  const answer = form.querySelector('.ac-answer');
  const tab = (label, id) => {
    const made = button(label, () => {}, 'ac-tab');
    made.setAttribute('role', 'tab');
    made.setAttribute('aria-controls', id);
    return made;
  };
  answer.id = 'ac-answer';
  const tabs = [tab('Answer', 'ac-answer'), tab('Internal note', 'ac-note-box')];
  const list = element('div', { className: 'ac-tabs' }, ...tabs);
  list.setAttribute('role', 'tablist');
  list.setAttribute('aria-label', 'What to write');
  const strip = element('div', { className: 'ac-strip' }, list);

  const text = element('textarea', { id: 'ac-note', spellcheck: true, placeholder: 'For colleagues, never mailed to the customer. @ reaches a colleague.' });
  const label = element('label', { className: 'ac-hidden', htmlFor: 'ac-note', textContent: 'Internal note for colleagues, never mailed' });
  const offered = element('ul', { id: 'ac-offered', className: 'ac-offered', hidden: true });
  offered.setAttribute('role', 'listbox');
  offered.setAttribute('aria-label', 'Colleagues');
  const wrong = element('div', { className: 'ac-alert', hidden: true });
  wrong.setAttribute('role', 'alert');
  const said = element('span', { className: 'ac-muted' });
  said.setAttribute('role', 'status');
  const add = button('Add note', () => store(), 'btn btn-default ac-add-note');
  add.title = 'Ctrl+Enter';
  const box = element('section', { id: 'ac-note-box', className: 'ac-note-box', hidden: true }, label,
    element('div', { className: 'ac-note-text' }, text, offered), wrong,
    element('div', { className: 'ac-row' }, add, element('span', { className: 'ac-muted', textContent: 'Only colleagues read it.' }), said));
  box.setAttribute('aria-label', 'Internal note');
  text.setAttribute('aria-autocomplete', 'list');
  text.setAttribute('aria-controls', 'ac-offered');
  answer.before(strip, box);

  // ---- which of the two is written
  function choose(note, focus) {
    box.hidden = !note;
    answer.hidden = note;
    tabs.forEach((one, at) => {
      const chosen = note === (at === 1);
      one.setAttribute('aria-selected', String(chosen));
      one.tabIndex = chosen ? 0 : -1;
    });
    if (focus) { (note ? text : form.querySelector('#ac-text')).focus({ preventScroll: true }); }
  }
  tabs.forEach((one, at) => one.addEventListener('click', () => choose(at === 1, true)));
  list.addEventListener('keydown', event => {
    if (!['ArrowLeft', 'ArrowRight'].includes(event.key)) { return; }
    event.preventDefault();
    choose(box.hidden, false);
    tabs[box.hidden ? 0 : 1].focus();
  });
  choose(false, false);

  // ---- what is kept; what is written only is kept in this window, should the page be left
  const place = `aftercare.note.${number}`;
  let storing = false;
  text.value = sessionStorage.getItem(place) || '';

  function store() {
    if (storing) { return; }
    storing = true;
    wrong.hidden = true;
    close();
    call('POST', `tasks/${encodeURIComponent(task)}/notes`, { text: text.value }).then(kept => {
      text.value = '';
      sessionStorage.removeItem(place);
      added(kept);
      said.textContent = 'Note added.';
      text.focus({ preventScroll: true });
    }).catch(error => {
      wrong.textContent = error.message;
      wrong.hidden = false;
      text.focus({ preventScroll: true });
    }).finally(() => { storing = false; });
  }

  // ---- colleagues after an at sign
  let colleagues = null, found = [], at = 0;

  const typedName = () => {
    const before = text.value.slice(0, text.selectionStart).match(/(?:^|[^\p{L}\p{N}._%+-])@([\p{L}\p{N} .'-]{0,40})$/u);
    return before ? before[1] : null;
  };

  async function offer() {
    if (typedName() === null) { close(); return; }
    colleagues = colleagues || call('GET', `requests/${number}/colleagues`).catch(() => { colleagues = null; return []; });
    const known = await colleagues, name = typedName();
    if (name === null) { close(); return; }
    const wanted = name.toLowerCase();
    found = known.filter(one => [one.name, one.id, ...one.name.split(/\s+/)].some(part => part.toLowerCase().startsWith(wanted))).slice(0, MOST_OFFERED);
    at = 0;
    draw();
  }

  function draw() {
    offered.replaceChildren(...found.map((one, index) => {
      const item = element('li', { id: `ac-offered-${index}`, textContent: one.name }, one.name === one.id ? null : element('span', { className: 'ac-muted', textContent: ` ${one.id}` }));
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', String(index === at));
      item.addEventListener('mousedown', event => { event.preventDefault(); take(index); });
      return item;
    }));
    offered.hidden = !found.length;
    if (found.length) { text.setAttribute('aria-activedescendant', `ac-offered-${at}`); } else { text.removeAttribute('aria-activedescendant'); }
  }

  function close() { found = []; draw(); }

  function take(index) {
    const name = typedName();
    text.setRangeText(`${found[index].name} `, text.selectionStart - name.length, text.selectionStart, 'end');
    close();
  }

  text.addEventListener('input', () => { said.textContent = ''; sessionStorage.setItem(place, text.value); offer(); });
  text.addEventListener('blur', close);
  text.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); event.stopPropagation(); store(); return; }
    if (!found.length) { return; }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { at = (at + step + found.length) % found.length; draw(); }
    if (event.key === 'Enter' || event.key === 'Tab') { take(at); }
    if (event.key === 'Escape') { close(); }
    if (step || ['Enter', 'Tab', 'Escape'].includes(event.key)) { event.preventDefault(); event.stopPropagation(); }
  });

  return { strip };
}
