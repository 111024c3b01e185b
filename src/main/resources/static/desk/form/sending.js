// Sending from the answer form: undone for some seconds, later, held when somebody wrote meanwhile, and the next task at once.
import { service } from '../../camunda/app/tasklist/scripts/desk/page.js';
import { button, call, element } from './page.js';
import { say } from './sent.js';

const CHECK_AFTER = 3000, LONGEST_SHOWN = 1500, UNDONE = 'aftercare-undone';
const nextKey = user => `aftercare.send-and-next.${user}`;

/** Shows another task, or none, in Tasklist's own way, and has the list asked anew. */
function goTo($scope, task) {
  const search = service('search'), place = { ...search() };
  delete place.detailsTab;
  delete place.task;
  search(task ? { ...place, task } : place);
  let around = $scope;
  while (around && !around.tasklistData) { around = around.$parent; }
  if (around) { around.tasklistData.changed('taskList'); }
  service('$rootScope').$applyAsync();
}

function openTask(task) {
  const place = new URLSearchParams(location.hash.replace(/^#\/?\??/, ''));
  place.set('task', task);
  place.delete('detailsTab');
  location.hash = `#/?${place}`;
}

/**
 * @param send    sends what stands in the form
 * @param refresh shows the task as it is on the server, with its draft
 * @param drop    gives up what was written
 */
export function sending({ find, task, send, refresh, drop }) {
  const path = `tasks/${encodeURIComponent(task)}/sending`;
  let chosen = null, desk = null, returned = null;
  const waitsBox = element('div', { className: 'ac-hint ac-waits', hidden: true });
  const heldBox = element('div', { className: 'ac-alert ac-held', hidden: true, tabIndex: -1 });
  heldBox.setAttribute('role', 'alert');
  find('.ac-claim').after(waitsBox, heldBox);

  // ---- what was sent and has not left
  const waits = () => Boolean(desk && desk.sent && desk.sent.state === 'WAITING');

  function undo() {
    return call('DELETE', path).catch(error => { if (error.status !== 404 && error.status !== 409) { throw error; } }).then(refresh);
  }

  /** @param shown what the server told of the task */
  function show(shown, at, named) {
    const before = desk && desk.sent;
    desk = shown;
    const { sent } = shown;
    waitsBox.hidden = !waits();
    if (waits()) {
      const own = sent.author === shown.user, when = sent.momentChosen ? `goes out ${at.exact(sent.dueAt)}` : 'is being sent';
      waitsBox.replaceChildren(`${own ? 'Your answer' : `An answer of ${named(sent.author)}`} ${when}. `,
        own ? button(sent.momentChosen ? 'Do not send it then' : 'Undo', undo, 'btn btn-default btn-sm ac-undo') : '');
    }
    returned = sent && sent.state === 'RETURNED' && (!before || before.state === 'WAITING') ? sent : null;
    if (returned && sent.problem) { hold(`Your answer was not sent. ${sent.problem}`, since(sent.lastSeen), at, named); }
    if (!sent || waits()) { heldBox.hidden = true; }
    find('.ac-send').toggleAttribute('data-next', next());
  }

  /** What had been chosen is chosen again, once the form offers it. */
  function restore() {
    if (!returned) { return; }
    take('#ac-outcome', returned.outcome);
    take('#ac-origin', returned.origin);
    take('#ac-kind', returned.kind);
  }

  function take(selector, value) {
    const select = find(selector);
    if (value && select.value !== value) { select.value = value; select.dispatchEvent(new Event('change')); }
  }

  // ---- overtaken
  const since = seen => desk.request.messages.filter(message => message.id > seen && !message.automatic && (message.direction === 'IN' || message.author && message.author !== desk.user));

  function hold(sentence, messages, at, named) {
    const who = message => message.direction === 'IN' ? message.fromName || message.from
      : message.direction === 'OUT' ? `Answer of ${named(message.author)}` : `Internal note by ${named(message.author)}`;
    const cut = words => words.length > LONGEST_SHOWN ? `${words.slice(0, LONGEST_SHOWN)} …` : words;
    const done = action => () => { heldBox.hidden = true; action(); };
    heldBox.replaceChildren(element('strong', { textContent: sentence }),
      ...messages.map(message => element('div', { className: 'ac-since' }, element('div', { className: 'ac-muted', textContent: `${who(message)}, ${at.moment(message.date)}` }),
        element('div', { className: 'ac-text', textContent: cut((message.ownText || message.text).trim()) }))),
      element('div', { className: 'ac-row' }, button('Send anyway', done(send), 'btn btn-default btn-sm ac-anyway'),
        button('Edit', done(() => find('#ac-text').focus()), 'btn btn-default btn-sm'), button('Drop the answer', done(drop), 'btn btn-default btn-sm ac-drop')));
    heldBox.hidden = false;
    heldBox.focus({ preventScroll: true });
  }

  /** The server refused to send, since somebody wrote what had not been shown; it is shown by now. */
  function overtaken(error, at, named) {
    hold(error.message.replace(' Read the new message before you send.', ''), desk.request.messages.filter(message => error.problem.messages.includes(message.id)), at, named);
  }

  // ---- later, and the next task
  const opener = element('button', { type: 'button', className: 'ac-tool ac-later', textContent: '▾', title: 'Send later, or open the next task after sending' });
  opener.setAttribute('aria-label', 'Send later, or open the next task after sending');
  opener.setAttribute('aria-expanded', 'false');
  const menu = element('div', { className: 'ac-later-menu', hidden: true });
  menu.setAttribute('role', 'group');
  menu.setAttribute('aria-label', 'When to send');
  find('.ac-send').after(element('span', { className: 'ac-later-place' }, opener, menu));

  const next = () => Boolean(desk) && localStorage.getItem(nextKey(desk.user)) === 'true';

  function toggle(open) {
    menu.hidden = !open;
    opener.setAttribute('aria-expanded', String(open));
  }

  function later(moment) {
    chosen = moment;
    toggle(false);
    send();
  }

  function offer() {
    if (!menu.hidden) { toggle(false); return; }
    call('GET', 'sending-moments').then(moments => {
      const exact = element('input', { type: 'datetime-local', id: 'ac-at', value: moments.length ? moments[moments.length - 1].at.slice(0, 16) : '' });
      const both = element('input', { type: 'checkbox', id: 'ac-and-next', checked: next() });
      both.addEventListener('change', () => {
        localStorage.setItem(nextKey(desk.user), String(both.checked));
        find('.ac-send').toggleAttribute('data-next', both.checked);
      });
      menu.replaceChildren(element('strong', { textContent: 'Send later' }),
        ...moments.map(moment => {
          const made = button('', () => later(moment.at), 'ac-moment');
          made.append(element('span', { textContent: moment.label }), element('span', { className: 'ac-muted', textContent: moment.words }));
          return made;
        }),
        element('label', { htmlFor: 'ac-at', className: 'ac-muted', textContent: `At (times of ${desk.facts.zone})` }),
        element('div', { className: 'ac-row' }, exact, button('Send then', () => { if (exact.value) { later(exact.value); } else { exact.focus(); } }, 'btn btn-default btn-sm ac-send-then')),
        element('label', { className: 'ac-and-next' }, both, ' After sending, open the next task'));
      toggle(true);
      menu.querySelector('button').focus();
    }).catch(error => { menu.replaceChildren(error.message); toggle(true); });
  }

  opener.addEventListener('click', offer);
  menu.addEventListener('keydown', event => { if (event.key === 'Escape') { event.stopPropagation(); toggle(false); opener.focus(); } });

  const undone = event => { if (event.detail === task) { refresh(); } };
  addEventListener(UNDONE, undone);

  return {
    waits, show, restore, overtaken,

    /** Hands the answer over; nothing of it leaves before the server says so. */
    hand(answer) {
      const at = chosen;
      chosen = null;
      return call('POST', path, { ...answer, at });
    },

    /** A moment that was chosen holds for one try. */
    forget() { chosen = null; },

    /** @param said what was done, once it has left; @param following the next task of the list; null for none */
    done($scope, sent, said, following) {
      const goesOn = next() && following;
      goTo($scope, goesOn ? following.id : null);
      const undoable = sent.undoSeconds > 0 || sent.words;
      say(sent.words ? `${said.replace(/\.$/, '')}: goes out ${sent.words}.` : said, goesOn ? null : following, undoable ? {
        label: sent.words ? 'Do not send it then' : 'Undo', seconds: sent.undoSeconds, stays: goesOn,
        undo: () => call('DELETE', path).then(() => { openTask(task); dispatchEvent(new CustomEvent(UNDONE, { detail: task })); }),
        left: box => setTimeout(() => call('GET', `cards?tasks=${encodeURIComponent(task)}`).then(([card]) => {
          if (card && card.sending === 'Not sent') { box(`${sent.request}: your answer was not sent and waits for you.`, () => openTask(task)); }
        }).catch(() => {}), CHECK_AFTER) } : null);
    },

    end() { removeEventListener(UNDONE, undone); }
  };
}
