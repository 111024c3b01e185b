// The list of tasks: cards that say whose request it is, and the lists of the desk's own filters, which the desk's API
// gives in one call, sorted as the heading says. A filter that somebody made is listed by the engine as ever.

import { ask, make, service } from './page.js';
import { DOING } from './presence.js';

const ORDERS = { REPLIES: 'New replies first, then due', DUE: 'Due first', OLDEST: 'Oldest first', NEWEST: 'Newest first' };

/** The desk's list that a filter shows, by the filter's id. */
export const views = new Map();
const listed = new Map();
let shownView = null;

function ordersOf(view) {
  return view === 'mine' ? ['REPLIES', 'DUE', 'OLDEST', 'NEWEST'] : ['DUE', 'OLDEST', 'NEWEST'];
}

function orderOf(view) {
  const chosen = localStorage.getItem(`aftercare.order.${view}`);
  return ordersOf(view).includes(chosen) ? chosen : ordersOf(view)[0];
}

/** Somebody has put search terms of Tasklist's own into the address: only the engine understands them. */
function narrowed({ id, firstResult, maxResults, sorting, active, ...terms }) {
  return Object.values(terms).some(term => !Array.isArray(term) || term.length > 0);
}

/** What has not changed stays the same object, so that its card and the keyboard's place in the list stay, too. */
function taskOf({ present, ...card }) {
  show(card.number, present);
  const text = JSON.stringify(card);
  const before = listed.get(card.id);
  if (before && before.text === text) { return before.task; }
  const task = { id: card.id, name: card.title, assignee: card.assignee, created: card.created, priority: card.priority,
    due: card.due && card.due.at, card };
  listed.set(card.id, { text, task });
  return task;
}

const people = new Map();

/** Who has a request open changes often, and must not draw the card anew. */
function show(number, present) {
  people.set(number, present);
  document.querySelectorAll(`.ac-present[data-request="${number}"]`).forEach(place => fill(place, present));
}

function fill(place, present) {
  place.replaceChildren(...present.map(one => make('span', { class: `ac-person ac-${one.activity.toLowerCase()}` }, `${one.name} ${DOING[one.activity]}`)));
}

let serving = false;

function serveOwnLists() {
  if (serving) { return; }
  serving = true;
  const filter = service('camAPI').resource('filter');
  const { getTasks, list } = filter;
  filter.list = function (...asked) {
    return list.apply(this, asked).then(found => {
      (Array.isArray(found) ? found : found.items || []).forEach(one => {
        if (one.properties && one.properties.aftercareView) { views.set(one.id, one.properties.aftercareView); }
      });
      return found;
    });
  };
  filter.getTasks = function (query, done) {
    const view = views.get(query.id);
    if (!view || narrowed(query)) { return getTasks.call(this, query, done); }
    return ask(`list/${view}?order=${orderOf(view)}&first=${query.firstResult || 0}&size=${query.maxResults || 15}`).then(
      page => ({ count: page.count, _embedded: { task: page.tasks.map(taskOf) } }), failure => failure
    ).then(answer => service('$rootScope').$evalAsync(() => done(null, answer)));
  };
}

const header = {
  id: 'aftercare-order',
  pluginPoint: 'tasklist.header',
  priority: 1000,

  render(node, api, scope) {
    serveOwnLists();
    const choice = make('select', { class: 'ac-sort', 'aria-label': 'Sort by' });
    const data = scope.tasklistData;
    choice.addEventListener('change', () => {
      localStorage.setItem(`aftercare.order.${shownView}`, choice.value);
      scope.$applyAsync(() => data.changed('taskListQuery'));
      scope.$applyAsync(() => data.changed('taskList'));
    });
    data.observe('currentFilter', current => {
      shownView = current && current.properties && current.properties.aftercareView || null;
      document.body.classList.toggle('ac-own-list', shownView !== null);
      if (shownView) {
        choice.replaceChildren(...ordersOf(shownView).map(order => make('option', { value: order }, ORDERS[order])));
        choice.value = orderOf(shownView);
      }
    });
    node.append(choice);
  }
};

let asked = [];

/** Cards of a filter that the engine lists: all that are drawn in one go are asked for in one call. */
function cardOf(id) {
  return new Promise(resolve => {
    asked.push({ id, resolve });
    if (asked.length === 1) {
      queueMicrotask(() => setTimeout(async () => {
        const now = asked;
        asked = [];
        const cards = await ask(`cards?tasks=${now.map(one => encodeURIComponent(one.id)).join(',')}`).catch(() => []);
        now.forEach(one => one.resolve(cards.find(card => card.id === one.id) || null));
      }, 0));
    }
  });
}

function mark(kind, text) {
  return make('span', { class: `ac-mark ac-${kind}` }, text);
}

function draw(node, card) {
  // A moment is too long for the line of marks.
  const goesOut = card.sending && card.sending.startsWith('Goes out');
  const marks = [card.reply && mark('reply', 'New reply'), card.sending ? !goesOut && mark(card.sending === 'Not sent' ? 'held' : 'sending', card.sending) : card.draft && mark('draft', 'Draft'), card.files && mark('files', 'Files'),
    card.taken && make('span', { class: 'ac-taken' }, card.taken)].filter(Boolean);
  node.replaceChildren(...[
    make('div', { class: 'ac-line ac-who' },
      make('span', { class: 'ac-customer' }, card.customer || 'Belongs to no request yet'),
      card.number && make('span', { class: 'ac-number' }, card.number), marks,
      make('span', { class: 'ac-age', title: 'Age of the request' }, card.age)),
    make('div', { class: 'ac-line ac-what' },
      make('span', { class: 'ac-about' }, [card.todo, card.kind, card.product].filter(Boolean).join(' · ')),
      goesOut ? mark('sending', card.sending) : card.due && make('span', { class: `ac-due ac-${card.due.state.toLowerCase()}` }, card.due.words)),
    card.note && make('div', { class: 'ac-line' }, mark('noted', card.note)),
    make('div', { class: 'ac-line ac-present', 'data-request': card.number })].filter(Boolean));
  fill(node.querySelector('.ac-present'), card.present || people.get(card.number) || []);
}

const card = {
  id: 'aftercare-card',
  pluginPoint: 'tasklist.card',
  priority: 1000,

  render(node, { taskId }, scope) {
    node.className = 'ac-card-facts';
    const { task } = scope;
    if (task.card) {
      draw(node, task.card);
      return;
    }
    cardOf(taskId).then(found => {
      if (found) {
        draw(node, found);
        scope.$applyAsync(() => { task.name = found.title; });
      }
    });
  }
};

export default [header, card];
