// What surrounds list and form: no parts that have no use, a start page, links to the desk's other pages, keys.

import { ask, make, service, webapp } from './page.js';
import { showWaiting } from './filters.js';
import { read } from './reading.js';
import { focusSearch } from './search.js';

/** Comments belong to conversations as notes; there is no history of tasks, no description, and no task by itself. */
const WITHOUT_USE = { 'tasklist.task.action': ['task-action-comment'],
  'tasklist.task.detail': ['task-detail-history', 'task-detail-description'],
  'tasklist.navbar.action': ['create-task-action', 'shortcut-help'],
  'tasklist.card': ['tasklist-card-variables'] };

function leaveOut() {
  const shown = service('Views');
  Object.entries(WITHOUT_USE).forEach(([component, ids]) => {
    const providers = shown.getProviders({ component });
    for (let at = providers.length - 1; at >= 0; at--) {
      if (ids.includes(providers[at].id)) { providers.splice(at, 1); }
    }
  });
}

/** The engine lets only those take a task from somebody who may give tasks to anybody; the desk lets who has it give it back. */
function letGiveBack() {
  const tasks = service('camAPI').resource('task');
  tasks.unclaim = function (asked, done) {
    const id = typeof asked === 'string' ? asked : asked.taskId;
    return ask(`tasks/${encodeURIComponent(id)}/give-back`, { method: 'POST' }).then(() => null, failure => failure)
      .then(failure => service('$rootScope').$evalAsync(() => done(failure)));
  };
}

// --- The start page: what Tasklist shows while no task is chosen.

const start = make('section', { class: 'ac-start', 'aria-label': 'My desk' });

function figure(number, words, title) {
  return make('li', { title }, make('strong', {}, String(number)), make('span', {}, words));
}

const PAGES = [['mails', 'Mails in no conversation', 'What came in and was set aside: automatic answers, newsletters, unreadable mails'],
  ['article-records', 'Articles and what they learned', 'Which articles were offered, and what customers said of them'],
  ['saved-replies', 'Saved replies', 'Texts to answer with, by group and language; :: or / puts one into an answer'],
  ['notifications', 'My mails from the desk', 'About which tasks I am mailed, and when'],
  ['policy', 'Support policy', 'The rules, with what they cite']];

async function drawStart() {
  let today, notes;
  try {
    [today, notes] = await Promise.all([ask('start'), ask('notes/new')]);
  } catch (failure) {
    start.replaceChildren(make('p', { class: 'ac-wrong', role: 'alert' }, failure.message));
    return;
  }
  const due = today.next && make('p', { class: 'ac-first-due' }, 'Of mine, due first: ', make('a', { href: `#/?task=${today.next.id}` }, today.next.title),
    today.next.due && make('span', { class: `ac-due ac-${today.next.due.state.toLowerCase()}` }, ` ${today.next.due.words}`));
  start.replaceChildren(...[make('h2', {}, today.name ? `Hello ${today.name}` : 'My desk'), due,
    notes.length > 0 && make('h3', {}, 'Notes for me'),
    notes.length > 0 && make('ul', { class: 'ac-notes' }, notes.map(note => make('li', {},
      make('a', { href: '#', on: { click: event => { event.preventDefault(); read(note.number); } } }, `${note.number}: ${note.subject || '(no subject)'}`),
      make('strong', {}, note.why), make('p', {}, note.text)))),
    make('h3', {}, 'What waits'),
    make('ul', { class: 'ac-figures' }, figure(today.replies, 'new replies', 'Tasks of mine whose customer has written again'),
      figure(today.mine, 'tasks of mine'), figure(today.dueToday, 'of mine due today', 'Or overdue'),
      figure(today.fresh >= 1000 ? '1000+' : today.fresh, 'new in my groups'), figure(today.waiting, 'wait for the customer')),
    make('h3', {}, 'Today'),
    make('ul', { class: 'ac-figures' }, figure(today.answered, 'answers by me'), figure(today.opened, 'requests came in', 'All groups'),
      figure(today.closed, 'requests ended', 'All groups')),
    make('h3', {}, 'Also'),
    make('ul', { class: 'ac-pages' }, PAGES.map(([path, name, what]) => make('li', {},
      make('a', { href: `${webapp}/api/aftercare/${path}` }, name), make('span', {}, what)))),
    make('p', { class: 'ac-soft' }, `Days and hours are those of ${today.zone}. Press ? for the keys.`)].filter(Boolean));
}

function showStart() {
  const search = service('search');
  const { task, ...others } = search();
  search.updateSilently({ ...others, task: null });
  tasklist.set('taskId', { taskId: null });
  showWaiting(false);
  service('$rootScope').$applyAsync();
  drawStart();
}

// --- Keys

const KEYS = [['?', 'this overview'], ['/', 'find a request'], ['j', 'next task in the list'], ['k', 'task before it in the list'],
  ['h', 'my desk']];
const OFF = 'aftercare.keys.off';

function tasklistKeys() {
  const { shortcuts = {} } = window.camTasklistConf || {};
  return Object.values(shortcuts).map(({ key, description }) => [key, description]);
}

const overview = make('dialog', { class: 'ac-keys', 'aria-label': 'Keyboard shortcuts' });

function showKeys() {
  const rows = pairs => pairs.map(([key, what]) => make('tr', {}, make('td', {}, make('kbd', {}, key)), make('td', {}, what)));
  const on = make('input', { type: 'checkbox', checked: localStorage.getItem(OFF) !== 'true',
    on: { change: event => localStorage.setItem(OFF, String(!event.target.checked)) } });
  overview.replaceChildren(make('h3', {}, 'Keyboard shortcuts'),
    make('table', {}, make('caption', {}, 'Outside of a field'), make('tbody', {}, rows(KEYS))),
    make('label', { class: 'ac-check' }, on, ' Use these single keys'),
    make('table', {}, make('caption', {}, 'Anywhere'), make('tbody', {}, rows([...tasklistKeys(), ['ctrl+enter', 'sends the answer, keeps the note'], ['@', 'in a note offers colleagues'],
      ['esc', 'leaves search, conversation or overview']]))),
    make('form', { method: 'dialog' }, make('button', { class: 'btn btn-default' }, 'Close')));
  if (!overview.open) { overview.showModal(); }
}

function isWriting(element) {
  return element instanceof Element && (element.closest('input, textarea, select, [contenteditable], dialog') !== null
    || document.querySelector('.modal-open') !== null);
}

function step(by) {
  const links = [...document.querySelectorAll('[cam-tasks] li.task h4 a')];
  const at = links.findIndex(link => link.closest('li').classList.contains('active'));
  const next = links[at < 0 ? 0 : at + by];
  if (next) {
    next.click();
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  }
}

const ACTIONS = { '?': showKeys, '/': focusSearch, j: () => step(1), k: () => step(-1), h: showStart };

document.addEventListener('keydown', event => {
  const act = ACTIONS[event.key];
  if (!act || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || isWriting(event.target)
      || localStorage.getItem(OFF) === 'true' || !document.querySelector('.tasks-list')) { return; }
  event.preventDefault();
  act();
});

// --- Into the page

let tasklist = null;

const list = {
  id: 'aftercare-start',
  pluginPoint: 'tasklist.list',
  priority: 800,

  render(node, api, scope) {
    tasklist = scope.tasklistData;
    const column = document.querySelector('[cam-tasklist-task]');
    const place = () => {
      const empty = document.querySelector('.task-details .no-task');
      if (empty && !start.isConnected) {
        empty.after(start);
        drawStart();
      }
    };
    place();
    if (column) { new MutationObserver(place).observe(column, { childList: true, subtree: true }); }
    document.addEventListener('aftercare-task-changed', () => scope.$applyAsync(() => { tasklist.changed('task'); tasklist.changed('taskList'); }));
    document.addEventListener('aftercare-counts', ({ detail }) => {
      document.querySelectorAll('.ac-home-notes').forEach(badge => { badge.textContent = detail.notes || ''; badge.title = 'Notes for me'; });
    });
    document.addEventListener('aftercare-counts', () => { if (start.offsetParent) { drawStart(); } });
  }
};

function action(id, priority, text, title, act) {
  return { id, pluginPoint: 'tasklist.navbar.action', priority,
    render(node) {
      leaveOut();
      letGiveBack();
      if (!overview.isConnected) { document.body.append(overview); }
      node.append(make('a', { href: '#', title, on: { click: event => { event.preventDefault(); act(); } } }, text,
        id === 'aftercare-home' && make('span', { class: 'ac-home-notes' })));
    } };
}

export default [list, action('aftercare-home', 1000, 'My desk', 'What waits, today’s figures, the desk’s other pages', showStart),
  action('aftercare-keys', 300, 'Keyboard Shortcuts', 'Overview of the keys', showKeys)];
