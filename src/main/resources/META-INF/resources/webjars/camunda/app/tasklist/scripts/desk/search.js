// Finds requests, open and closed, by what an agent types, and shows the sentence that says it.

import { ask, make, marked, showTask, webapp } from './page.js';
import { close, read } from './reading.js';

const PAUSE = 200;

const field = make('input', { type: 'search', class: 'form-control ac-find', id: 'ac-find', autocomplete: 'off', maxlength: 200,
  placeholder: 'Find a request: number, name, words …', 'aria-label': 'Find a request by number, name, address, key or words' });
const told = make('p', { class: 'ac-soft ac-told', role: 'status' });
const hits = make('ol', { class: 'ac-hits' });
const results = make('section', { class: 'ac-results', 'aria-label': 'Found requests', hidden: true }, told, hits);
let latest = 0;
let timer;

function hit(one, data) {
  const link = make('a', { href: one.task ? `#/?task=${one.task}` : `${webapp}/api/aftercare/requests/${one.number}/conversation` },
    marked(one.subject));
  link.addEventListener('click', event => {
    event.preventDefault();
    hits.querySelectorAll('.active').forEach(active => active.classList.remove('active'));
    link.closest('li').classList.add('active');
    if (one.task) {
      close();
      showTask(data, one.task);
    } else {
      read(one.number);
    }
  });
  const item = make('li', { class: `ac-hit${one.open ? '' : ' ac-closed'}` }, link,
    make('div', { class: 'ac-line ac-who' }, make('span', { class: 'ac-customer' }, marked(one.customer)),
      make('span', { class: 'ac-number' }, one.number)),
    make('div', { class: 'ac-line ac-what' }, make('span', { class: 'ac-about' }, [one.kind, one.product].filter(Boolean).join(' · ')),
      make('span', { class: 'ac-age' }, one.opened)),
    make('div', { class: `ac-line ac-state${one.open ? ' ac-is-open' : ''}` }, one.state),
    one.said && make('blockquote', {}, marked(one.said.parts), make('cite', {}, `${one.said.by}, ${one.said.on}`)));
  item.addEventListener('click', event => { if (!event.target.closest('a')) { link.click(); } });
  return item;
}

async function find(data) {
  const typed = field.value.trim();
  const mine = ++latest;
  const searching = typed.length > 0;
  document.body.classList.toggle('ac-searching', searching);
  results.hidden = !searching;
  if (!searching) { return; }
  let answer;
  try {
    answer = await ask(`search?q=${encodeURIComponent(typed)}`);
  } catch (failure) {
    if (mine === latest) { told.textContent = failure.message; hits.replaceChildren(); }
    return;
  }
  if (mine !== latest) { return; }
  const { requests, more } = answer;
  told.textContent = requests.length === 0 ? 'Nothing found, neither open nor closed.'
    : more ? `The newest ${requests.length}; type another word to narrow it down.`
      : `${requests.length} ${requests.length === 1 ? 'request' : 'requests'}, newest first`;
  hits.replaceChildren(...requests.map(one => hit(one, data)));
}

/** The keyboard goes on from hit to hit with the arrows. */
function step(event) {
  const links = [...hits.querySelectorAll('li > a')];
  const at = links.indexOf(document.activeElement);
  if (event.key === 'ArrowDown' && at < links.length - 1) {
    links[at + 1].focus();
    event.preventDefault();
  } else if (event.key === 'ArrowUp' && at >= 0) {
    (at === 0 ? field : links[at - 1]).focus();
    event.preventDefault();
  } else if (event.key === 'Escape') {
    field.value = '';
    field.dispatchEvent(new Event('input'));
    field.focus();
  } else if (event.key === 'Enter' && at < 0 && links.length > 0) {
    links[0].click();
    event.preventDefault();
  }
}

export function focusSearch() {
  field.focus();
  field.select();
}

const plugin = {
  id: 'aftercare-search',
  pluginPoint: 'tasklist.list',
  priority: 1000,

  render(node, api, scope) {
    const box = make('div', { class: 'ac-search', role: 'search', on: { keydown: step } }, field, results);
    field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => find(scope.tasklistData), field.value ? PAUSE : 0);
    });
    node.append(box);
    scope.tasklistData.observe('taskId', chosen => { if (chosen && chosen.taskId) { close(); } });
  }
};

export default [plugin];
