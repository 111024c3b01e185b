// From one person to another: taking a task over, handing it over, and what was being written meanwhile.
import { button, call, element } from './page.js';
import { nextTask, say } from './sent.js';

const LONGEST_SHOWN = 160;

/** A small dialog with one text and what else belongs to it. */
function asking(form, { title, label, does, more = [] }, act) {
  const text = element('textarea', { required: true, spellcheck: true });
  const wrong = element('div', { className: 'ac-alert', hidden: true });
  wrong.setAttribute('role', 'alert');
  const dialog = element('dialog', { className: 'ac-ask' }, element('h4', { textContent: title }), ...more,
    element('label', { className: 'ac-field' }, label, text), wrong, element('div', { className: 'ac-row' },
      button(does, () => go(), 'btn btn-primary'), button('Cancel', () => dialog.close(), 'btn btn-default')));
  dialog.setAttribute('aria-label', title);
  const go = () => {
    wrong.hidden = true;
    act(text.value).then(() => dialog.close(), error => { wrong.textContent = error.message; wrong.hidden = false; text.focus(); });
  };
  dialog.addEventListener('keydown', event => {
    event.stopPropagation();
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') { event.preventDefault(); go(); }
  });
  dialog.addEventListener('close', () => dialog.remove());
  form.querySelector('.ac-content').append(dialog);
  dialog.showModal();
  (more.length ? dialog.querySelector('select') : text).focus();
}

/** Tasklist shows whose task it is, and works its own button accordingly. */
const tellTasklist = () => { document.dispatchEvent(new CustomEvent('aftercare-task-changed')); };

/**
 * @param strip where the buttons stand
 * @param changed is called when the task has been given to somebody
 * @param take puts a text into the answer box
 */
export function handOver(form, { strip, task, number, named, changed, take }) {
  const path = `tasks/${encodeURIComponent(task)}`, own = `requests/${number}/set-aside`;
  const tools = element('span', { className: 'ac-strip-tools' });
  const aside = element('div', { className: 'ac-hint ac-set-aside', hidden: true });
  strip.append(tools);
  strip.after(aside);
  const text = form.querySelector('#ac-text');
  let before = null, known;

  const takeOver = assignee => asking(form, { title: `Take the task over from ${named(assignee)}`, label: 'Why? Your colleague reads it.', does: 'Take over' },
    reason => call('POST', `${path}/take-over`, { reason }).then(changed).then(tellTasklist));

  const handTo = () => call('GET', `${path}/receivers`).then(({ people, groups }) => {
    const whom = element('select', {}, element('option', { value: '', textContent: 'Choose …' }),
      element('optgroup', { label: 'Colleagues' }, ...people.map(one => element('option', { value: `user:${one.id}`, textContent: one.name }))),
      element('optgroup', { label: 'Groups' }, ...groups.map(one => element('option', { value: `group:${one.id}`, textContent: one.name }))));
    asking(form, { title: 'Hand the task over', label: 'Note, for colleagues only', does: 'Hand over', more: [element('label', { className: 'ac-field' }, 'To', whom)] }, note => {
      const [kind, ...id] = whom.value.split(':');
      const following = nextTask(task);
      return call('POST', `${path}/hand-over`, { note, [kind || 'user']: whom.value ? id.join(':') : null })
        .then(() => leave(`Handed over to ${whom.selectedOptions[0].textContent}.`, following));
    });
  });

  // Whose task it is no more may not even see it any more.
  function leave(sentence, following) {
    const to = new URLSearchParams(location.hash.replace(/^#\/?\??/, ''));
    to.delete('task');
    to.delete('detailsTab');
    location.hash = `#/?${to}`;
    tellTasklist();
    say(sentence, following);
  }

  // What this person had written when somebody took the task: shown until it is taken back or dropped.
  function showAside(mine) {
    return call('GET', own).then(kept => {
      aside.hidden = !kept || kept.text === text.value;
      if (aside.hidden) { return; }
      const words = kept.text.replace(/\s+/g, ' ');
      aside.replaceChildren(...[element('strong', { textContent: 'Your draft: ' }), words.slice(0, LONGEST_SHOWN) + (words.length > LONGEST_SHOWN ? ' …' : ''), ' ',
        mine && button('Take it', () => { take(kept.text); drop(); }), ' ', button('Drop it', drop)].filter(Boolean));
    }).catch(() => {});
  }

  const drop = () => call('DELETE', own).catch(() => {}).then(() => { aside.hidden = true; });

  /** @param shown what the form shows now */
  function show(shown) {
    const { mine, task: { assignee } } = shown, claim = form.querySelector('.ac-claim');
    tools.replaceChildren(...(assignee && !mine ? [button('Take over …', () => takeOver(assignee), 'ac-tool ac-take-over')]
      : [button('Hand over …', () => handTo(), 'ac-tool ac-hand-over')]));
    if (known !== undefined && known !== assignee && !mine) { tellTasklist(); }
    known = assignee;
    const lost = before === true && !mine && assignee;
    if (lost) {
      const why = [...shown.request.messages].reverse().find(message => message.direction === 'NOTE' && message.author === assignee && message.text.startsWith('Taken over'));
      const told = text.value.trim() ? 'What you wrote is kept as your draft.' : '';
      claim.textContent = [`This task belongs to ${named(assignee)} now.`, why && why.text.split('\n')[0], told].filter(Boolean).join(' ');
    }
    const kept = lost && text.value.trim() ? call('PUT', own, { text: text.value }).catch(() => {
      claim.textContent = `This task belongs to ${named(assignee)} now. What you wrote stays in this window: copy it.`;
    }) : Promise.resolve();
    if (before !== mine) { kept.then(() => showAside(mine)); }
    before = mine;
  }

  return { show };
}
