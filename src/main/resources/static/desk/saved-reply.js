// A saved reply: what it comes to is shown while it is written; who changes one that somebody changed meanwhile chooses.
const form = document.querySelector('form.reply'), { path } = form.dataset;
const texts = [...form.querySelectorAll('textarea')], refused = form.querySelector('p.refused'), told = form.querySelector('.told');
const overtaken = form.querySelector('.overtaken'), request = document.getElementById('request');
let { id, version } = form.dataset, written = texts[0], theirs = null, saved = true;

async function ask(method, address, body) {
  const token = document.cookie.split('; ').find(cookie => cookie.startsWith('XSRF-TOKEN='));
  let answer;
  try {
    answer = await fetch(address, { method, credentials: 'same-origin', body: body && JSON.stringify(body), headers: { Accept: 'application/json',
      ...(body ? { 'Content-Type': 'application/json' } : {}), ...(token ? { 'X-XSRF-TOKEN': token.slice('XSRF-TOKEN='.length) } : {}) } });
  } catch (unreachable) {
    throw new Error('The server cannot be reached. What you wrote stays here; try again.');
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw Object.assign(new Error(said.detail || 'Your session has ended. Log in to Tasklist in another tab, then try again.'), { status: answer.status, said });
  }
  return said;
}

const entered = () => ({ title: form.elements.title.value, keyWords: form.elements.keyWords.value,
  groups: [...form.querySelectorAll('[name=groups]:checked')].map(box => box.value),
  texts: Object.fromEntries(texts.map(text => [text.name, text.value])) });

function fail(error) {
  told && (told.textContent = '');
  refused.textContent = error.message;
  refused.hidden = false;
  const field = { title: form.elements.title, keyWords: form.elements.keyWords }[error.said && error.said.field]
    || document.getElementById(error.said && error.said.field || '') || refused;
  field.focus();
}

// ---- what it comes to; gaps are marked
let turn = 0;

async function show() {
  const mine = ++turn, shown = await ask('POST', `${path}/preview`, { texts: entered().texts, request: request.value }).catch(error => error);
  if (mine !== turn) { return; }
  document.getElementById('request-refused').textContent = shown instanceof Error ? shown.message : '';
  if (shown instanceof Error) { return; }
  for (const place of form.querySelectorAll('[data-shown]')) {
    const parts = shown[place.dataset.shown] || [];
    place.replaceChildren(...parts.map(({ text, gap }) => gap ? Object.assign(document.createElement('mark'), { textContent: text, title: 'A gap: the agent fills it' }) : text));
    if (!parts.length) { place.textContent = 'No text in this language: another one is offered, and that is said.'; }
    place.classList.toggle('none', !parts.length);
  }
}

let showing;
const soon = () => { clearTimeout(showing); showing = setTimeout(show, 300); };
texts.forEach(text => {
  text.addEventListener('focus', () => { written = text; });
  text.addEventListener('input', soon);
});
request.addEventListener('input', soon);
form.addEventListener('input', event => { if (event.target !== request) { saved = false; } });
addEventListener('beforeunload', event => { if (!saved) { event.preventDefault(); } });

form.querySelectorAll('[data-written]').forEach(button => button.addEventListener('click', () => {
  written.focus();
  if (!document.execCommand('insertText', false, button.dataset.written)) {
    written.setRangeText(button.dataset.written, written.selectionStart, written.selectionEnd, 'end');
    soon();
  }
}));

// ---- saving
async function save() {
  refused.hidden = true;
  overtaken.hidden = true;
  told.textContent = 'Saving …';
  try {
    const kept = await ask(id ? 'PUT' : 'POST', id ? `${path}/${id}` : path, { ...entered(), version: id ? Number(version) : null });
    saved = true;
    location.assign(`${path}#reply-${kept.id}`);
  } catch (error) {
    if (error.status === 409 && error.said.reply) {
      told.textContent = '';
      theirs = error.said.reply;
      overtaken.querySelector('p').textContent = error.message;
      overtaken.hidden = false;
      overtaken.querySelector('button').focus();
      return;
    }
    // Deleted by somebody: what stands here can only be saved as a new one.
    if (error.status === 404) { id = ''; }
    fail(error);
  }
}

form.addEventListener('submit', event => { event.preventDefault(); save(); });
overtaken.querySelector('.theirs').addEventListener('click', () => {
  form.elements.title.value = theirs.title;
  form.elements.keyWords.value = theirs.keyWords;
  form.querySelectorAll('[name=groups]').forEach(box => { box.checked = theirs.groups.includes(box.value); });
  texts.forEach(text => { text.value = theirs.texts[text.name] || ''; });
  ({ version } = theirs);
  saved = true;
  overtaken.hidden = true;
  show();
  form.elements.title.focus();
});
overtaken.querySelector('.mine').addEventListener('click', () => { ({ version } = theirs); save(); });

const remove = form.querySelector('.delete');
if (remove) {
  remove.addEventListener('click', async () => {
    if (!confirm(`Delete the reply "${form.elements.title.value}" in all its languages? Answers that were sent with it stay as they are.`)) { return; }
    try {
      await ask('DELETE', `${path}/${id}?version=${version}`);
      saved = true;
      location.assign(path);
    } catch (error) {
      fail(error);
    }
  });
}
show();
