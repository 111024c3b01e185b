// Conversations with third parties beside the one with the customer, who never sees them.
import { button, call, element, size } from './page.js';

const STANDING = { REPLIED: ['has replied', 'ac-badge'], WAITING: ['no reply yet', 'ac-muted'], DONE: ['done', 'ac-muted'], NOT_DELIVERED: ['not delivered', 'ac-badge ac-bad'] };

/** @param find of the form; @param status says what was done; @param again has the form look for what is new */
export function sideConversations(find, { status, again }) {
  const list = find('.ac-sides');
  let request = null, loaded = 0;

  /** @param shown the request as the server told it */
  function show(shown) {
    request = shown;
    const side = shown.messages.filter(message => message.direction.startsWith('SIDE_')).length;
    if (side === loaded) { return; }
    loaded = side;
    call('GET', path()).then(draw, error => list.replaceChildren(element('li', { textContent: error.message })));
  }

  const path = (...parts) => ['requests', request.number, 'side-conversations', ...parts].join('/');

  function draw(conversations) {
    list.replaceChildren(...conversations.map(one => {
      const [words, look] = STANDING[one.standing];
      const senders = new Set(request.messages.filter(message => one.messages.includes(message.id) && message.direction === 'SIDE_IN' && !message.automatic)
        .map(message => message.from).filter(from => from !== one.address));
      const go = button(one.standing === 'REPLIED' ? 'Reply' : 'Write again', () => write(one));
      go.setAttribute('aria-label', `${go.textContent} to ${one.address}: ${one.subject}`);
      const done = one.standing !== 'DONE' && button('Done', () => call('POST', path(one.id, 'end'), {}).then(draw).catch(error => status(error.message)));
      if (done) { done.setAttribute('aria-label', `Done with ${one.address}: ${one.subject}`); }
      return element('li', {}, element('div', {}, element('strong', { textContent: one.subject }), ' ', element('span', { className: look, textContent: words })),
        element('div', { className: 'ac-muted', textContent: one.address }),
        senders.size > 0 && element('div', { className: 'ac-muted', textContent: `Replies came from ${[...senders].join(', ')}.` }),
        element('div', { className: 'ac-tools' }, go, done));
    }));
  }

  /** @param conversation that is gone on with; null begins another */
  function write(conversation) {
    const id = name => `ac-side-${name}`;
    const field = (name, label, input) => element('div', { className: 'ac-field' }, element('label', { htmlFor: id(name), textContent: label }), Object.assign(input, { id: id(name) }));
    const address = element('input', { type: 'text', inputMode: 'email', autocomplete: 'off', maxLength: 320, value: conversation ? conversation.address : '' });
    const subject = element('input', { type: 'text', maxLength: 200, value: conversation ? conversation.subject : request.subject });
    const text = element('textarea', { rows: 9, spellcheck: true });
    const error = element('p', { className: 'ac-alert', hidden: true });
    error.setAttribute('role', 'alert');
    const files = request.messages.filter(message => !message.direction.startsWith('SIDE_')).flatMap(message => message.attachments).map(file => ({ file, box: element('input', { type: 'checkbox', value: file.id }) }));
    const quote = (label, kind) => button(label, () => call('GET', `requests/${request.number}/quotation`).then(quotation => {
      const words = quotation[kind].split('\n').map(line => `> ${line}`.trimEnd()).join('\n');
      text.value = `${text.value.trimEnd()}${text.value.trim() ? '\n\n' : ''}${words}\n`;
      text.focus();
    }).catch(fail));
    const send = button('Send to the third party', () => {
      error.hidden = true;
      send.disabled = true;
      const letter = { address: address.value, subject: subject.value, text: text.value, files: files.filter(({ box }) => box.checked).map(({ file }) => file.id) };
      call('POST', conversation ? path(conversation.id, 'messages') : path(), letter).then(all => {
        dialog.close();
        draw(all);
        status(`Sent to ${conversation ? conversation.address : address.value.trim()}`);
        again();
      }).catch(fail).finally(() => { send.disabled = false; });
    }, 'btn btn-primary ac-send-side');
    const fail = failure => {
      error.textContent = failure.message;
      error.hidden = false;
      (({ address, subject, text })[failure.problem && failure.problem.field] || text).focus();
    };
    const dialog = element('dialog', { className: 'ac-write-side' }, element('h4', { textContent: conversation ? `To ${conversation.address}` : 'Write to a third party' }),
      element('p', { className: 'ac-muted', textContent: 'The customer does not see this, nor what comes back. Only what you write here goes out.' }),
      !conversation && field('address', 'To', address), !conversation && field('subject', 'Subject', subject), field('text', 'Mail', text),
      element('div', { className: 'ac-tools' }, element('span', { className: 'ac-muted', textContent: 'Quote the customer:' }), quote('without personal data', 'withoutPersonalData'), quote('as it is', 'text')),
      files.length > 0 && element('fieldset', { className: 'ac-side-files' }, element('legend', { textContent: 'Files of the request that go with it' }),
        ...files.map(({ file, box }) => element('label', {}, box, ` ${file.name}, ${size(file.size)}`))),
      error, element('div', { className: 'ac-row' }, send, button('Cancel', () => dialog.close(), 'btn btn-default')));
    dialog.setAttribute('aria-label', conversation ? `Write to ${conversation.address}` : 'Write to a third party');
    dialog.addEventListener('keydown', event => {
      event.stopPropagation();
      if (event.key === 'Enter' && event.target.matches('input[type=text]')) { event.preventDefault(); }
      if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') { event.preventDefault(); send.click(); }
    });
    dialog.addEventListener('close', () => { dialog.remove(); find('.ac-ask-third').focus(); });
    find('.ac-content').append(dialog);
    dialog.showModal();
    (conversation ? text : address).focus();
  }

  find('.ac-ask-third').addEventListener('click', () => write(null));
  return { show };
}
