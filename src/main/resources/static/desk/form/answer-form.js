// The form for answering a request in Tasklist: draft, outcome, articles, preview, sending. It does not complete the task
// itself: Tasklist's own button, which it works, calls submit; what is submitted is checked and kept by our server first.
import { api, button, call, element, size, times } from './page.js';
import { thumbnail } from './pictures.js';
import { requestView } from './request.js';
import { savedReplies } from './saved-replies.js';
import { sending } from './sending.js';
import { nextTask } from './sent.js';
import { sideConversations } from './side.js';
import { together } from './together.js';
import { put, writing } from './writing.js';

// Value, name in the list, what the button says, what it says once done, what follows from it.
const OUTCOMES = [
  ['ANSWER', 'Answer', 'Send answer', 'Answer sent', ''],
  ['ASK_CUSTOMER', 'Ask the customer', 'Send question', 'Question sent', 'The request then waits for the reply, which comes back to you.'],
  ['THIRD_PARTY', 'Problem of a third party', 'Send redirect', 'Redirected', 'The customer is mailed which service is competent, with the rule. What you write here goes with that mail; it may stay empty.'],
  ['DEFECT_CONFIRMED', 'Defect confirmed', 'Confirm defect', 'Defect confirmed', 'Maintenance makes a patch if the licence is for the version on sale; otherwise the customer is told why there is none, with what you write here: a workaround, say. Write what maintenance should know into an internal note.'],
  ['WRONG_KIND', 'Wrong kind of assistance', 'Hand over', 'Handed over', 'The request goes to the colleagues of the kind you choose. No mail is sent.'],
  ['NO_ANSWER_NEEDED', 'Needs no answer', 'Close without a mail', 'Closed without a mail', 'The request is closed without a mail.']];
const MAILED = ['ANSWER', 'ASK_CUSTOMER'];
const WITH_WORDS = [...MAILED, 'THIRD_PARTY', 'DEFECT_CONFIRMED'];
const SAVE_AFTER = 800, LOOK_EVERY = 30000, CLAIM_TRIES = 20, CLAIM_LOOK_EVERY = 250, LOWEST = 440, LARGEST_PICTURE = 2_000_000;

export default function answerForm({ camForm, $scope }) {
  const form = camForm.formElement[0];
  const find = selector => form.querySelector(selector);
  const text = find('#ac-text'), query = find('#ac-query'), outcomes = find('#ac-outcome');
  const tasks = 'tasks/' + encodeURIComponent(camForm.taskId);
  let desk, view, at, savedAt = null, savedText = '', timer, saving = Promise.resolve(), conflict = false, gone = false, there = null, seen = 0;

  // ---- what is shown
  function show(shown) {
    desk = shown;
    // Who is writing may overlook what comes meanwhile: sending is held for it then, and shows it above the text.
    if (!seen || !text.value.trim() || shown.sent && shown.sent.problem) { seen = shown.lastMessage; }
    at = times(shown.facts.zone);
    view = requestView(find, shown, at, { remove: address => call('DELETE', `requests/${shown.request.number}/participants?address=${encodeURIComponent(address)}`)
      .then(() => call('GET', tasks)).then(again => { const files = desk.files; show(again); desk.files = files; showFiles(); }).catch(fail) });
    view.show();
    sides.show(shown.request);
    outgoing.show(shown, at, view.named);
    showFiles();
    const claim = find('.ac-claim');
    claim.hidden = shown.mine;
    claim.textContent = !shown.task.assignee ? 'Nobody has this task yet. It is yours as soon as you write.'
      : `This task belongs to ${view.named(shown.task.assignee)}.${text.value === savedText ? '' : ' What you wrote stays in this window: copy what your colleague should have.'}`;
    enable(writable());
    for (const control of find('.ac-articles').querySelectorAll('button')) { control.disabled = !writable(); }
    if (there) { there.show(shown); }
    choices('#ac-origin', shown.origins);
    choices('#ac-kind', shown.kinds.filter(kind => kind.value !== shown.request.category));
    outgoing.restore();
    fit();
  }

  const writable = () => !gone && !outgoing.waits() && (desk.mine || !desk.task.assignee);

  function enable(may) {
    text.readOnly = !may;
    for (const control of form.querySelectorAll('.ac-answer input, .ac-answer select, .ac-answer button:not(.ac-show-preview, .ac-undo)')) { control.disabled = !may; }
  }

  // A task that nobody has belongs to who begins to write. Tasklist's own button claims it, so that Tasklist knows, too.
  let claiming = null, keepFocusUntil = 0;

  function claimed() {
    if (!desk || !writable() || desk.mine) { return Promise.resolve(Boolean(desk && desk.mine)); }
    if (!claiming) {
      const own = (form.closest('.task-card') || document).querySelector('.meta .claim');
      keepFocusUntil = document.activeElement === text ? Date.now() + CLAIM_TRIES * CLAIM_LOOK_EVERY : 0;
      if (own) { own.click(); }
      claiming = owned(CLAIM_TRIES).then(mine => {
        claiming = null;
        if (!mine && !desk.task.assignee) { fail(new Error('The task could not be claimed. Try again, or open it anew.')); }
        return mine;
      });
    }
    return claiming;
  }

  function owned(tries) {
    return look().then(() => desk.mine || desk.task.assignee || gone || !tries ? desk.mine
      : new Promise(done => setTimeout(done, CLAIM_LOOK_EVERY)).then(() => owned(tries - 1)));
  }

  // Where a problem may come from and which kinds there are is listed on the server; what is chosen stays chosen.
  function choices(selector, offered) {
    const select = find(selector), chosen = select.value;
    select.replaceChildren(select.options[0], ...offered.map(({ value, label }) => element('option', { value, textContent: label })));
    select.value = offered.some(({ value }) => value === chosen) ? chosen : '';
  }

  function showFiles() {
    find('.ac-draft-files').replaceChildren(...desk.files.map(file => {
      const remove = button('Remove', () => call('DELETE', `${tasks}/draft/attachments/${file.id}`)
        .then(() => { desk.files = desk.files.filter(kept => kept !== file); pictures.delete(file.id); showFiles(); find('.ac-attach').focus(); }).catch(fail));
      remove.setAttribute('aria-label', `Remove ${file.name}`);
      remove.hidden = !desk.mine || outgoing.waits();
      return element('li', {}, thumbnail(file, `${api}${tasks}/draft/attachments/${file.id}/picture`), element('span', { textContent: file.name }), element('span', { className: 'ac-muted', textContent: size(file.size) }), remove);
    }));
  }

  function fail(error, control) {
    const alert = find('.ac-error');
    alert.textContent = error.message;
    alert.hidden = false;
    (control || alert).focus();
    alert.scrollIntoView({ block: 'nearest' });
  }

  // ---- one screen: as high as what Tasklist leaves, so that only conversation and facts scroll
  const scroller = (() => {
    let around = form.parentElement;
    while (around && around !== document.body && !/auto|scroll/.test(getComputedStyle(around).overflowY)) { around = around.parentElement; }
    return around || document.documentElement;
  })();

  function fitScreen() {
    const content = find('.ac-content'), box = scroller.getBoundingClientRect();
    const above = content.getBoundingClientRect().top - box.top + scroller.scrollTop;
    // Tasklist's foot lies over the end of what scrolls.
    const foot = document.querySelector('[cam-widget-footer]'), below = foot && foot.getBoundingClientRect().height ? foot.getBoundingClientRect().top : innerHeight;
    content.style.setProperty('--ac-height', `${Math.max(LOWEST, Math.floor(Math.min(box.top + scroller.clientHeight, below) - box.top - above - 8))}px`);
  }

  // ---- the draft
  function status(sentence) { find('#ac-draft').textContent = sentence; }

  // As high as what is written, up to the most that the style allows.
  function fit() {
    text.style.height = 'auto';
    text.style.height = `${text.scrollHeight}px`;
  }

  function takeDraft(draft) {
    savedAt = draft ? draft.savedAt : null;
    savedText = draft ? draft.text : '';
    text.value = savedText;
    fit();
    frame();
    replies.show();
    if (draft) { status(draft.author === desk.user ? `Draft saved ${at.moment(draft.savedAt)}` : `Draft by ${view.named(draft.author)}, saved ${at.moment(draft.savedAt)}`); }
  }

  function save(options) {
    clearTimeout(timer);
    saving = saving.then(() => {
      const written = text.value;
      if (conflict || !desk || !desk.mine || outgoing.waits() || written === savedText) { return; }
      return call('PUT', `${tasks}/draft`, { text: written, basedOn: savedAt }, options).then(draft => {
        savedAt = draft.savedAt;
        savedText = written;
        status(`Draft saved ${at.clock(draft.savedAt)}`);
      }, error => {
        status(`Draft not saved. ${error.message}`);
        if (error.status === 409 && error.problem.draft) { offer(error.message, error.problem.draft); }
        if (error.status === 404) { return ended(); }
      });
    });
    return saving;
  }

  // Greeting and signature, as the mail will have them around the text.
  function frame() {
    const outcome = outcomes.value, written = text.value;
    if (!desk || gone || !WITH_WORDS.includes(outcome)) { return; }
    call('POST', `${tasks}/frame`, { outcome, text: written }).then(around => {
      if (written !== text.value || outcome !== outcomes.value) { return; }
      for (const [selector, lines] of [['.ac-greeting', around.greeting || ''], ['.ac-signature', around.signature.join(' · ').replace(/, · /g, ', ')]]) {
        find(selector).textContent = lines;
        find(selector).hidden = !lines;
      }
    }).catch(() => {});
  }

  // Two texts for one answer: the person decides, nothing is overwritten unasked.
  function offer(sentence, other) {
    conflict = true;
    const box = find('.ac-conflict');
    box.replaceChildren(element('p', { textContent: `${sentence} Which one should stay?` }),
      element('p', { className: 'ac-text ac-muted', textContent: other.text.slice(0, 300) + (other.text.length > 300 ? ' …' : '') }),
      button('Take the other text', () => { conflict = false; box.hidden = true; takeDraft(other); text.focus(); }, 'btn btn-default btn-sm'), ' ',
      button('Keep mine', () => { conflict = false; box.hidden = true; savedAt = other.savedAt; savedText = other.text; save(); text.focus(); }, 'btn btn-default btn-sm'));
    box.hidden = false;
  }

  function insert(words) {
    const before = text.value.slice(0, text.selectionStart);
    put(text, (before && !before.endsWith('\n') ? '\n' : '') + words + '\n');
  }

  function changed() {
    fit();
    clearTimeout(timer);
    status('Draft not saved yet');
    timer = setTimeout(() => { save(); frame(); }, SAVE_AFTER);
    claimed();
  }

  /** The task was ended from outside, by a withdrawal, say: what was written stays, here and on the server. */
  function ended() {
    if (gone) { return Promise.resolve(); }
    gone = true;
    clearInterval(looking);
    clearTimeout(timer);
    enable(false);
    const box = find('.ac-ended'), { number } = desk.request;
    const nothing = outgoing.waits() ? 'The answer has been sent. ' : 'Nothing was sent. ';
    const say_ = (standing, kept) => {
      box.replaceChildren(element('strong', { textContent: !standing ? 'This task has ended.' : standing.ended ? `Request ${number} has ended: ${standing.state}.`
        : `This task has ended; request ${number} goes on: ${standing.state}.` }), ' ',
      text.value.trim() && !outgoing.waits() ? (kept ? 'Nothing was sent. What you wrote stays in this window, and as the draft of the request. ' : 'Nothing was sent. What you wrote stays in this window only: copy it before you go. ') : nothing,
      element('a', { href: new URL(`../../../api/aftercare/requests/${number}/conversation`, document.baseURI).pathname, target: '_blank', rel: 'noopener', textContent: 'Conversation' }));
      box.hidden = false;
      find('.ac-claim').hidden = true;
      status('');
    };
    return (text.value.trim() && desk.mine && !outgoing.waits() ? call('PUT', `requests/${number}/draft`, { text: text.value }).then(standing => say_(standing, true))
      : call('GET', `requests/${number}/standing`).then(standing => say_(standing, false))).catch(() => say_(null, false));
  }

  // ---- knowledge base
  function search() {
    const words = query.value.trim();
    if (!words) { find('.ac-articles').replaceChildren(); find('.ac-found').textContent = ''; return; }
    find('.ac-found').textContent = 'Searching …';
    call('GET', `articles?q=${encodeURIComponent(words)}&language=${encodeURIComponent(desk.request.language)}`).then(articles => {
      if (query.value.trim() !== words) { return; }
      find('.ac-found').textContent = articles.length ? '' : 'No article found. Try other words.';
      find('.ac-articles').replaceChildren(...articles.map(article => {
        // Both hold the article's address, by which the process records the use and learns from it once the answer is sent.
        const link = `[${article.title.replace(/[[\]]/g, '')}](${article.url})`;
        const put_ = (label, said, words) => {
          const made = button(label, words);
          made.setAttribute('aria-label', `${said} ${article.title}`);
          made.disabled = !writable();
          return made;
        };
        return element('li', {}, element('a', { href: article.url, target: '_blank', rel: 'noopener', textContent: article.title, title: article.passage.slice(0, 400) }), ' ',
          article.confident && element('span', { className: 'ac-badge ac-good', textContent: 'good match' }), ' ',
          put_('Link', 'Link', () => put(text, link)), ' ',
          article.passage.trim() && put_('Insert', 'Insert the passage of', () => insert(`${article.passage.trim()}\n\n${link}`)));
      }));
    }).catch(error => { find('.ac-found').textContent = error.message; });
  }

  function noteAdded(kept) {
    desk.request.messages.push(kept);
    desk.lastMessage = Math.max(desk.lastMessage, kept.id);
    view.show();
  }

  // ---- outcome
  const outcomeOf = value => OUTCOMES.find(known => known[0] === value);

  function outcomeChanged() {
    const outcome = outcomes.value, [, , send, , consequence] = outcomeOf(outcome);
    find('.ac-send').textContent = send;
    find('.ac-mail').hidden = !WITH_WORDS.includes(outcome);
    find('.ac-attach').hidden = !WITH_WORDS.includes(outcome);
    find('.ac-origin').hidden = outcome !== 'THIRD_PARTY';
    find('.ac-kind').hidden = outcome !== 'WRONG_KIND';
    find('.ac-consequence').textContent = consequence + (consequence && !WITH_WORDS.includes(outcome) && text.value.trim() ? ' Your draft is kept.' : '');
    find('.ac-consequence').hidden = !consequence;
    find('.ac-error').hidden = true;
    fit();
    frame();
  }

  // ---- looking for news: another message, another assignee, an end from outside
  let looks = 0, newest = 0;

  function look() {
    if (gone || document.hidden) { return Promise.resolve(); }
    const turn = ++looks;
    return call('GET', tasks).then(shown => {
      // Two that are under way may be answered in either order: what was asked before the claim is news no more.
      if (turn < newest) { return; }
      newest = turn;
      const seen = desk.lastMessage, mine = desk.mine, files = desk.files;
      if (JSON.stringify(shown.sent) === JSON.stringify(desk.sent) && shown.lastMessage === seen && shown.mine === mine && shown.task.assignee === desk.task.assignee) { return; }
      // Messages shown now are seen; a text being written stays as it is.
      show(shown);
      if (mine && shown.mine) { desk.files = files; showFiles(); }
      if (!mine && shown.mine) {
        if (text.value === savedText) { takeDraft(shown.draft); } else { changed(); }
        if (!form.contains(document.activeElement)) { text.focus({ preventScroll: true }); }
      }
    }, error => error.status === 404 ? ended() : undefined);
  }

  // ---- files; pictures that were added here can be shown in the preview
  const pictures = new Map();

  function attach(files) {
    find('.ac-error').hidden = true;
    return files.reduce((before, file) => before.then(mine => {
      if (!mine) { return mine; }
      if (file.size > desk.largestAttachment) { throw new Error(`The file "${file.name}" is too large: at most ${size(desk.largestAttachment)} can be mailed.`); }
      status(`Uploading ${file.name} …`);
      const body = new FormData();
      body.append('file', file, file.name);
      return call('POST', `${tasks}/draft/attachments`, body).then(kept => {
        if (/^image\/(png|jpeg|gif|webp)$/.test(file.type) && file.size < LARGEST_PICTURE) { pictures.set(kept.id, file); }
        desk.files.push(kept);
        showFiles();
        status(`${file.name} attached`);
        return true;
      });
    }), claimed()).catch(error => { status(''); fail(error); });
  }

  // ---- the mail as the customer sees it, by the server's own letter, in a frame where nothing runs
  const preview = find('.ac-preview');

  function showPreview() {
    find('.ac-error').hidden = true;
    return call('POST', `${tasks}/preview`, { outcome: outcomes.value, text: text.value, origin: find('#ac-origin').value || null,
      kind: find('#ac-kind').value || null }).then(letter => {
      const frame = element('iframe', { title: 'The mail as the customer sees it' }), plain = element('pre', { textContent: letter.text, hidden: true, tabIndex: 0 });
      frame.setAttribute('sandbox', '');
      frame.srcdoc = letter.html;
      find('.ac-preview-subject').textContent = letter.subject;
      find('.ac-preview-mail').replaceChildren(frame, plain);
      find('.ac-as-text').setAttribute('aria-pressed', 'false');
      return Promise.all(desk.files.map(shownFile)).then(files => {
        find('.ac-preview-files').replaceChildren(...files);
        preview.showModal();
      });
    }).catch(error => fail(error, { text, origin: find('#ac-origin'), kind: find('#ac-kind') }[error.problem && error.problem.field] || (text.value.trim() ? undefined : text)));
  }

  function shownFile(file) {
    const item = element('li', {}, element('span', { textContent: `${file.name}, ${size(file.size)}` }));
    const picture = pictures.get(file.id);
    return !picture ? item : new Promise(done => {
      const reader = new FileReader();
      reader.addEventListener('load', () => { item.prepend(element('img', { src: reader.result, alt: '' })); done(item); });
      reader.addEventListener('error', () => done(item));
      reader.readAsDataURL(picture);
    });
  }

  // ---- sending
  const ownButton = () => (form.closest('[cam-tasklist-form]') || document).querySelector('.form-actions .btn-primary');

  function send() {
    if (!desk || gone) { return; }
    if (!desk.mine) { claimed().then(mine => { if (mine) { send(); } }); return; }
    const own = ownButton();
    if (own && !own.disabled) { own.click(); } else { fail(new Error('The task cannot be completed now. Wait a moment and try again.')); }
  }

  camForm.submit = function (done) {
    const outcome = outcomes.value, origin = find('#ac-origin').value, kind = find('#ac-kind').value;
    // The form says what is wrong; this message keeps Tasklist from saying it too, over the button.
    const refuse = (error, control) => {
      outgoing.forget();
      fail(error, control);
      if (done) { done(new Error('camForm submission prevented')); }
      $scope.$applyAsync();
    };
    find('.ac-error').hidden = true;
    if (!desk) { return refuse(new Error('The request is not open yet.')); }
    if (gone) { return refuse(new Error('This task has ended. Nothing can be sent any more.')); }
    if (conflict) { return refuse(new Error('Choose first which of the two texts should stay.')); }
    if (MAILED.includes(outcome) && !text.value.trim()) { return refuse(new Error('Write the mail to the customer.'), text); }
    if (outcome === 'THIRD_PARTY' && !origin) { return refuse(new Error('Choose where the problem comes from.'), find('#ac-origin')); }
    if (outcome === 'WRONG_KIND' && !kind) { return refuse(new Error('Choose the right kind of assistance.'), find('#ac-kind')); }
    const open = WITH_WORDS.includes(outcome) && replies.refusal();
    if (open) { refuse(open); return replies.ask(find('.ac-error')); }
    status('Sending …');
    const following = nextTask(camForm.taskId);
    save().then(() => {
      if (conflict) { throw new Error('Choose first which of the two texts should stay.'); }
      return outgoing.hand({ outcome, text: text.value, origin: outcome === 'THIRD_PARTY' ? origin : null,
        kind: outcome === 'WRONG_KIND' ? kind : null, lastSeenMessage: seen, gapsMeant: replies.gapsMeant() });
    }).then(sent => {
      gone = true;
      const customer = desk.request.customer, whom = WITH_WORDS.includes(outcome) ? ` to ${customer.name || customer.address}` : '';
      // The server completes the task, when sending can be undone no more.
      if (done) { done(new Error('camForm submission prevented')); }
      outgoing.done($scope, sent, `${outcomeOf(outcome)[3]}${whom}.`, following);
    }).catch(error => {
      status('');
      if (error.status === 404 && !(error.problem && error.problem.field)) { return ended().then(() => { if (done) { done(new Error('camForm submission prevented')); } $scope.$applyAsync(); }); }
      if (error.status !== 409 || !error.problem.messages) { return refuse(error); }
      return look().then(() => {
        if (done) { done(new Error('camForm submission prevented')); }
        $scope.$applyAsync();
        seen = desk.lastMessage;
        outgoing.overtaken(error, at, view.named);
        const first = find(`[data-message="${error.problem.messages[0]}"]`);
        if (first) { first.open = true; first.scrollIntoView({ block: 'nearest' }); }
      });
    });
  };

  const sides = sideConversations(find, { status: sentence => status(sentence), again: () => look() });
  // What was sent comes back with its text, outcome and files.
  const outgoing = sending({ find, task: camForm.taskId, send, refresh: () => call('GET', tasks).then(shown => { show(shown); takeDraft(shown.draft); text.focus({ preventScroll: true }); }).catch(fail),
    drop: () => { text.select(); put(text, ''); desk.files.forEach(file => call('DELETE', `${tasks}/draft/attachments/${file.id}`).catch(fail)); desk.files = []; showFiles(); } });

  // ---- what is done with it
  // Tasklist draws a claimed task anew; who is writing writes on, unless they went elsewhere themselves.
  const wentElsewhere = event => { if (event.type === 'pointerdown' || event.key === 'Tab') { keepFocusUntil = 0; } };
  addEventListener('pointerdown', wentElsewhere, true);
  addEventListener('keydown', wentElsewhere, true);
  text.addEventListener('blur', () => { if (Date.now() < keepFocusUntil) { text.focus({ preventScroll: true }); } });
  outcomes.append(...OUTCOMES.map(([value, label]) => element('option', { value, textContent: label })));
  outcomes.addEventListener('change', outcomeChanged);
  writing(text, find('.ac-toolbar'), attach);
  const replies = savedReplies(form, { tasks, claimed, fail, send });
  text.addEventListener('input', changed);
  form.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') { event.preventDefault(); send(); }
  });
  find('.ac-send').addEventListener('click', send);
  find('.ac-show-preview').addEventListener('click', showPreview);
  find('.ac-close-preview').addEventListener('click', () => preview.close());
  preview.addEventListener('close', () => text.focus({ preventScroll: true }));
  find('.ac-as-text').addEventListener('click', event => {
    const [mail, plain] = find('.ac-preview-mail').children, asText = plain.hidden;
    plain.hidden = !asText;
    mail.hidden = asText;
    event.target.setAttribute('aria-pressed', String(asText));
  });
  find('.ac-unfold').addEventListener('click', event => {
    const all = [...find('.ac-messages').querySelectorAll('details')], open = all.some(message => !message.open);
    all.forEach((message, index) => { message.open = open || index === 0; });
    event.target.textContent = open ? 'Fold all but the newest' : 'Open all';
    event.target.setAttribute('aria-expanded', String(open));
  });
  let searching;
  query.addEventListener('input', () => { clearTimeout(searching); searching = setTimeout(search, 400); });
  query.addEventListener('keydown', event => { if (event.key === 'Enter') { event.preventDefault(); clearTimeout(searching); search(); } });
  find('.ac-attach').addEventListener('click', () => find('.ac-upload').click());
  find('.ac-upload').addEventListener('change', event => {
    const files = [...event.target.files];
    event.target.value = '';
    attach(files);
  });
  const looking = setInterval(look, LOOK_EVERY);
  const resized = new ResizeObserver(fitScreen);
  resized.observe(scroller);
  const above = (form.closest('.task-card') || form).querySelector('header');
  if (above) { resized.observe(above); }
  $scope.$on('$destroy', () => {
    clearInterval(looking);
    if (there) { there.leave(); }
    outgoing.end();
    claims.disconnect();
    resized.disconnect();
    removeEventListener('pointerdown', wentElsewhere, true);
    removeEventListener('keydown', wentElsewhere, true);
    if (!gone) { save({ keepalive: text.value.length < 30000 }); }
    gone = true;
  });
  // Claiming the task in Tasklist enables the form without loading it anew.
  const pane = form.closest('[ng-class*="disabled-form"]');
  const claims = new MutationObserver(() => { if (desk) { look(); } });
  if (pane) { claims.observe(pane, { attributes: true, attributeFilter: ['class'] }); }

  // Before its style is there nothing has its height.
  const styled = find('link[rel=stylesheet]');
  const dressed = !styled || styled.sheet ? Promise.resolve() : new Promise(done => { styled.addEventListener('load', done); styled.addEventListener('error', done); });

  Promise.all([call('GET', tasks), dressed]).then(([shown]) => {
    find('.ac-loading').hidden = true;
    find('.ac-content').hidden = false;
    show(shown);
    there = together(form, { task: camForm.taskId, shown, look, added: noteAdded, named: user => view.named(user),
      take: words => { text.value = words; changed(); text.focus(); } });
    takeDraft(shown.draft);
    outcomeChanged();
    fitScreen();
    query.value = shown.query;
    search();
    if (shown.mine && (document.activeElement === document.body || !document.activeElement)) { text.focus({ preventScroll: true }); }
  }).catch(error => { find('.ac-loading').textContent = `The request cannot be opened. ${error.message}`; });
}
