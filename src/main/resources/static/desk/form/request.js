// The request as the answer form shows it: conversation, customer and decisions. Nothing here changes anything but by its buttons.
import { api, button, day, element, size, words } from './page.js';

const CHANNELS = { MAIL: 'by mail', WEB: 'by web form', PHONE: 'by telephone' };
const TAKES_PART = { REPLY_TO: 'was named for answers' };

/** @param shown what the server told; @param times of the vendor's zone; @param again shows the request anew */
export function requestView(find, shown, times, { remove }) {
  const { request, facts } = shown;
  const named = user => facts.names[user] || user;
  const called = code => facts.words[code] || words(code);
  const productName = code => facts.products[code] || code;
  const label = (offered, value) => value && (offered.find(choice => choice.value === value) || { label: words(value) }).label;
  const entitled = decision => ['ENTITLED', 'GOODWILL'].includes(decision.result);
  const conversation = number => `${api}requests/${number}/conversation`;

  // What a decision says, each rule it cites by its number a link to the policy.
  const cited = sentence => sentence.split(/(\brules? \d+(?: and \d+)*)/i).flatMap((part, at) => at % 2 ? part.split(/((?:rules? )?\d+)/i) : part)
    .map(part => /^(?:rules? )?\d+$/i.test(part) ? element('a', { href: `${api}policy#rule-${part.match(/\d+/)[0]}`, target: '_blank', rel: 'noopener', textContent: part })
      : document.createTextNode(part));

  function head() {
    find('.ac-subject').textContent = request.subject || '(no subject)';
    find('.ac-facts').replaceChildren(...[request.number, label(shown.kinds, request.category), facts.language,
      [productName(request.product), request.version].filter(Boolean).join(' '), request.origin && `Origin: ${label(shown.origins, request.origin)}`,
      CHANNELS[request.channel], `since ${times.moment(request.openedAt)}`].filter(Boolean).map(fact => element('li', { textContent: fact })));
  }

  function messages() {
    const newestFirst = [...request.messages].reverse();
    const newest = newestFirst.find(message => !message.automatic && message.direction === 'IN') || newestFirst[0];
    find('.ac-order').textContent = `${newestFirst.length === 1 ? 'one message' : `${newestFirst.length} messages, newest first`}; times of ${facts.zone}`;
    find('.ac-unfold').hidden = newestFirst.length < 2;
    const opened = new Set([...find('.ac-messages').querySelectorAll('details[open]')].map(kept => kept.dataset.message));
    find('.ac-messages').replaceChildren(...newestFirst.map(message => one(message, message === newest || opened.has(String(message.id)))));
  }

  function one(message, open) {
    const fresh = shown.newMessages.includes(message.id);
    const author = message.author ? named(message.author) : '';
    const who = message.direction === 'IN' ? (message.fromName || message.from)
      : message.direction === 'SIDE_IN' ? `Third party: ${message.fromName || message.from}` : message.direction === 'SIDE_OUT' ? `To a third party, ${message.to}` + (author && `, ${author}`)
      : message.direction === 'OUT' ? 'Support' + (author && `, ${author}`) : 'Internal note' + (author && ` by ${author}`);
    const kind = message.direction === 'OUT' && message.purpose ? called(message.purpose) : '';
    const own = message.ownText || message.text;
    const body = element('p', { className: 'ac-text', textContent: own });
    const holder = element('div', { className: 'ac-body' }, body);
    const reading = message.reading || {};
    if (reading.remoteImages) {
      holder.append(element('p', { className: 'ac-muted', textContent: reading.remoteImages === 1 ? '1 image from elsewhere is not shown.'
        : `${reading.remoteImages} images from elsewhere are not shown.` }));
    }
    if (reading.dateWritten) { holder.append(element('p', { className: 'ac-muted', textContent: `Date written in the mail: ${reading.dateWritten}` })); }
    if (message.attachments.length) {
      holder.append(element('ul', { className: 'ac-files' }, ...message.attachments.map(file => element('li', {},
        element('a', { href: `${api}requests/${request.number}/attachments/${file.id}`, textContent: file.name }),
        element('span', { className: 'ac-muted', textContent: size(file.size) })))));
    }
    const tools = toolsOf(message, body);
    if (tools.childNodes.length) { holder.append(tools); }
    const folded = element('details', { className: 'ac-message' + { IN: '', OUT: ' ac-out', NOTE: ' ac-note', SIDE_IN: ' ac-third', SIDE_OUT: ' ac-third' }[message.direction]
      + (message.automatic ? ' ac-automatic' : '') + (fresh ? ' ac-new' : ''), open },
      element('summary', {}, element('strong', { textContent: who + (kind ? `: ${kind}` : '') }),
        fresh && element('span', { className: 'ac-badge', textContent: 'new', title: 'New since the task was opened' }),
        message.status === 'FAILED' && element('span', { className: 'ac-badge ac-bad', textContent: 'not delivered' }),
        message.status === 'QUEUED' && element('span', { className: 'ac-muted', textContent: 'being sent' }),
        element('span', { className: 'ac-snippet ac-muted', textContent: own.replace(/\s+/g, ' ').slice(0, 160) }),
        message.attachments.length > 0 && element('span', { className: 'ac-muted', textContent: message.attachments.length === 1 ? '1 file' : `${message.attachments.length} files` }),
        message.automatic && element('span', { className: 'ac-muted', textContent: 'automatic' }),
        element('time', { className: 'ac-muted', dateTime: message.date, textContent: times.moment(message.date) })), holder);
    folded.dataset.message = message.id;
    return folded;
  }

  function toolsOf(message, body) {
    const tools = element('div', { className: 'ac-tools' });
    if (message.ownText && message.ownText.trim() !== message.text.trim()) {
      tools.append(button('Show what it quotes', event => {
        const all = body.textContent === message.text;
        body.textContent = all ? message.ownText : message.text;
        event.target.textContent = all ? 'Show what it quotes' : 'Hide what it quotes';
      }));
    }
    if (message.html) {
      let frame = null;
      tools.append(button('Show as designed', event => {
        if (frame) { frame.remove(); frame = null; } else {
          // No scripts, no forms, no navigation; the page's policy keeps foreign images out.
          frame = element('iframe', { className: 'ac-html', title: 'The message as its sender designed it' });
          frame.setAttribute('sandbox', '');
          frame.srcdoc = `<meta charset="utf-8"><base target="_blank"><style>body{font:14px sans-serif;overflow-wrap:anywhere}</style>${message.html}`;
          body.after(frame);
        }
        body.hidden = !!frame;
        event.target.textContent = frame ? 'Show as text' : 'Show as designed';
      }));
    }
    if (message.raw) { tools.append(element('a', { href: `${api}requests/${request.number}/messages/${message.id}/raw`, textContent: 'The mail as it came' })); }
    return tools;
  }

  function customer() {
    const { customer, decisions } = request;
    const entitlement = decisions.filter(decision => decision.subject === 'entitlement').pop();
    const parts = [element('div', {}, element('strong', { textContent: customer.name || customer.address }), ' ',
      entitlement && element('span', { className: `ac-badge ${entitled(entitlement) ? 'ac-good' : 'ac-bad'}`,
        textContent: called(entitlement.result) })), customer.name && element('div', { className: 'ac-muted', textContent: customer.address }),
      entitlement && why(entitlement)];
    parts.push(customer.licences.length ? element('ul', { className: 'ac-list ac-licences' }, ...customer.licences.map(licenceOf))
      : element('p', { className: 'ac-muted', textContent: 'No licence is known for this address.' + (customer.licenceKey ? ` The request stands on ${customer.licenceKey}.` : '') }));
    parts.push(...people(), ...earlier());
    find('.ac-customer').replaceChildren(...parts.filter(Boolean));
  }

  // Why not is said at once, why on demand.
  function why(entitlement) {
    const said = cited([entitlement.rule, entitlement.reason].filter(Boolean).join(' '));
    return entitled(entitlement) ? element('details', { className: 'ac-muted' }, element('summary', { textContent: 'Why entitled' }), ...said)
      : element('div', { className: 'ac-muted' }, ...said);
  }

  function licenceOf(licence) {
    const support = facts.support[licence.key];
    return element('li', {}, element('strong', { textContent: [productName(licence.product), licence.edition, licence.version].filter(Boolean).join(' ') }),
      support && element('div', {}, support.over ? 'support ended on ' : 'support until ', element('strong', { textContent: day(support.until) })),
      element('div', { className: 'ac-muted', textContent: `Bought on ${day(licence.purchasedOn)}, ${licence.key}`
        + (licence.key === request.customer.licenceKey ? ' (this request stands on it)' : '') }));
  }

  // Where the answer goes, and who reads along.
  function people() {
    const others = request.participants.filter(person => person.how !== 'CUSTOMER');
    return [request.replyTo && element('p', { className: 'ac-hint ac-reply-to', textContent: `Answers go to ${request.replyTo}, as the sender asked (From: ${request.customer.address}).` }),
      others.length > 0 && element('p', { className: 'ac-muted', textContent: 'Besides the customer these take part:' }),
      others.length > 0 && element('ul', { className: 'ac-files ac-people' }, ...others.map(person => {
        const button_ = button('Remove', () => remove(person.address));
        button_.setAttribute('aria-label', `Remove ${person.address}`);
        return element('li', {}, element('span', { textContent: person.address }),
          element('span', { className: 'ac-muted', textContent: TAKES_PART[person.how] || 'gets a copy of your answer' }), button_);
      }))].filter(Boolean);
  }

  function earlier() {
    return [element('h4', { className: 'ac-earlier-title', textContent: facts.earlier.length ? 'Other requests' : 'No other request' }),
      facts.earlier.length > 0 && element('ul', { className: 'ac-list ac-earlier' }, ...facts.earlier.map(other => element('li', {},
        element('a', { href: conversation(other.number), target: '_blank', rel: 'noopener', textContent: other.subject || other.number,
          title: `${other.number}: ${other.subject}, ${times.moment(other.openedAt)}` }),
        element('span', { className: 'ac-muted', textContent: other.state }))))].filter(Boolean);
  }

  function decided() {
    find('.ac-decisions').replaceChildren(...(request.decisions.length ? request.decisions.map(decision => element('li', {},
      element('strong', { textContent: `${called(decision.subject)}: ${called(decision.result)}` }),
      decision.rule && element('p', {}, ...cited(decision.rule)), decision.reason && element('p', { className: 'ac-muted', textContent: decision.reason }),
      element('div', { className: 'ac-muted', textContent: `${decision.decidedBy === 'process' ? 'by rule' : `by ${named(decision.decidedBy)}`}, ${times.moment(decision.at)}` })))
      : [element('li', { className: 'ac-muted', textContent: 'None yet.' })]));
  }

  return { named, show() { head(); messages(); customer(); decided(); } };
}
