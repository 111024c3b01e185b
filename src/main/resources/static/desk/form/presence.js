// Who else has the request open, above the answer form; it also brings the form's news within seconds.
import { beThere, DOING } from '../../camunda/app/tasklist/scripts/desk/presence.js';
import { element } from './page.js';

const initials = name => name.split(/\s+/).map(part => part.charAt(0)).slice(0, 2).join('').toUpperCase();

/** @param news is called when the task has another assignee, or none, or the conversation another message */
export function presence(form, { task, number, lastMessage, assignee, news }) {
  const place = element('ul', { className: 'ac-here' });
  place.setAttribute('aria-label', 'Who else has this request open');
  place.setAttribute('aria-live', 'polite');
  form.querySelector('.ac-head').append(place);
  let known = JSON.stringify([true, assignee, lastMessage]), shown = '[]';

  const learned = here => {
    const others = JSON.stringify(here.others);
    if (others !== shown) {
      shown = others;
      place.replaceChildren(...here.others.map(one => element('li', { className: `ac-${one.activity.toLowerCase()}` },
        element('span', { className: 'ac-initials', textContent: initials(one.name), ariaHidden: 'true' }), element('span', { textContent: `${one.name} ${DOING[one.activity]}` }))));
    }
    const now = JSON.stringify([here.open, here.assignee, here.lastMessage]);
    if (now !== known) { known = now; news(); }
  };
  const there = beThere(number, { task, learned });
  form.addEventListener('input', event => { if (event.target.closest('textarea')) { there.typed(); } });
  return there;
}
