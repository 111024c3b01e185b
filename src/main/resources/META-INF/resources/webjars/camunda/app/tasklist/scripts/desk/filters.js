// The column of filters: a count beside each, renewed with the list, and what waits for the customer, which has no task.

import { ask, counted, make, service, webapp } from './page.js';
import { views } from './list.js';
import { read } from './reading.js';

const COUNT_OF = { new: 'fresh', mine: 'mine', overdue: 'overdue', all: 'all' };

const waiting = make('div', { class: 'item task-filter ac-waiting' },
  make('h4', { class: 'name' }, make('button', { type: 'button', class: 'ac-link', on: { click: () => showWaiting(true) } },
    'Waiting for the customer')), make('span', { class: 'ac-count' }));
const panel = make('section', { class: 'ac-panel', 'aria-label': 'Waiting for the customer', hidden: true });
let everybody = false;
let shown = false;

export function showWaiting(show) {
  shown = show;
  document.body.classList.toggle('ac-panel-open', show);
  waiting.classList.toggle('active', show);
  panel.hidden = !show;
  if (show) { list(); }
}

async function list(more = 0) {
  let page;
  try {
    page = await ask(`waiting?everybody=${everybody}&first=${more}`);
  } catch (failure) {
    panel.replaceChildren(make('p', { role: 'alert', class: 'ac-wrong' }, failure.message));
    return;
  }
  const items = page.requests.map(one => make('li', { class: 'ac-hit' },
    make('a', { href: `${webapp}/api/aftercare/requests/${one.number}/conversation`,
      on: { click: event => { event.preventDefault(); read(one.number); } } }, one.subject || '(no subject)'),
    make('div', { class: 'ac-line ac-who' }, make('span', { class: 'ac-customer' }, one.customer),
      make('span', { class: 'ac-number' }, one.number)),
    make('div', { class: 'ac-line ac-what' },
      make('span', { class: 'ac-about' }, [one.agent, one.kind, one.product].filter(Boolean).join(' · ')),
      make('span', { class: 'ac-age' }, one.age === 'now' ? 'waiting since just now' : `waiting for ${one.age}`))));
  const before = more > 0 ? [...panel.querySelectorAll('.ac-hit')] : [];
  const all = make('label', { class: 'ac-check' }, make('input', { type: 'checkbox', checked: everybody,
    on: { change: event => { everybody = event.target.checked; list(); } } }), ' Those of colleagues, too');
  const next = before.length + items.length < page.count && make('button', { type: 'button', class: 'btn btn-default ac-more',
    on: { click: () => list(before.length + items.length) } }, 'Show more');
  panel.replaceChildren(make('div', { class: 'ac-panel-head' }, make('h4', {}, 'Waiting for the customer'), all),
    page.count === 0 ? make('p', { class: 'ac-soft' }, 'Nobody is waited for.')
      : make('ol', { class: 'ac-hits' }, before, items), next || '');
}

function place(count, row) {
  let said = row.querySelector('.ac-count');
  if (!said) {
    said = make('span', { class: 'ac-count' });
    row.append(said);
  }
  said.replaceChildren(...count);
}

function rows() {
  return [...document.querySelectorAll('.task-filters .task-filter:not(.ac-waiting)')];
}

let filters = [];
let counts = null;

function draw() {
  const found = rows();
  found.forEach((row, index) => {
    const filter = filters[index];
    const view = filter && views.get(filter.id);
    row.classList.toggle('ac-mine', view === 'mine');
    row.onclick = () => showWaiting(false);
    if (view && counts) {
      place([view === 'mine' && counts.replies > 0 && make('span', { class: 'ac-new' }, `${counts.replies} new`),
        counted(counts[COUNT_OF[view]])].filter(Boolean), row);
    } else if (filter && filter.aftercareCount !== undefined) {
      place([counted(filter.aftercareCount)], row);
    }
  });
  const after = found.find(row => row.classList.contains('ac-mine')) || found[found.length - 1];
  if (after && after.nextElementSibling !== waiting) { after.after(waiting); }
  if (counts) { waiting.querySelector('.ac-count').textContent = counted(counts.waiting); }
}

/** Filters that people made: the engine counts those. */
function countOthers() {
  return Promise.all(filters.filter(one => !views.has(one.id)).map(one => fetch(
    `${webapp}/api/engine/engine/default/filter/${encodeURIComponent(one.id)}/count`, { headers: { Accept: 'application/json' } })
    .then(answer => answer.ok ? answer.json() : {}).then(said => { one.aftercareCount = said.count; }).catch(() => {})));
}

async function renew() {
  try {
    [counts] = await Promise.all([ask('counts'), countOthers()]);
  } catch (failure) {
    return;                                                 // The list itself says what is wrong.
  }
  document.body.classList.toggle('ac-decider', counts.decider);
  document.dispatchEvent(new CustomEvent('aftercare-counts', { detail: counts }));
  draw();
}

const plugin = {
  id: 'aftercare-waiting',
  pluginPoint: 'tasklist.list',
  priority: 900,

  render(node, api, scope) {
    node.append(panel);
    let chosen = false;
    scope.tasklistData.observe('filters', found => {
      filters = [...found].sort((one, other) => (one.properties.priority || 0) - (other.properties.priority || 0));
      setTimeout(draw, 0);
      if (!chosen) {
        chosen = true;
        openOnWhatIsNeeded(scope);
      }
    });
    scope.tasklistData.observe('taskList', () => { renew(); if (shown) { list(); } });
    scope.tasklistData.observe('currentFilter', () => showWaiting(false));
  }
};

const asksForMore = /[?&](?:filter|task)=/.test(window.location.hash);

/** Who comes without an address of a filter begins with what is already in hand, if there is any. */
async function openOnWhatIsNeeded(scope) {
  if (asksForMore) { return; }
  const first = await ask('counts').catch(() => null);
  const mine = filters.find(one => views.get(one.id) === 'mine');
  if (first && first.mine > 0 && mine) {
    const search = service('search');
    search.updateSilently({ ...search(), filter: mine.id });
    scope.$applyAsync(() => scope.tasklistData.changed('currentFilter'));
  }
}

export default [plugin];
