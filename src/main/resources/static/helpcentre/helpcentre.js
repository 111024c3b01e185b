// What makes the help centre quicker to use. Every page works without it.

/** Calls a function once nothing was typed for a while. */
function settled(wait, call) {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(call, wait); };
}

/** Fetches a part of a page; the last call counts, earlier ones are given up. */
function latest() {
  let running;
  const stop = () => { if (running) { running.abort(); } };
  return {
    stop,
    async fetch(address, options, longest) {
      stop();
      const own = running = new AbortController();
      const timer = setTimeout(() => own.abort('late'), longest);
      try {
        const answer = await fetch(address, { ...options, signal: own.signal, credentials: 'same-origin' });
        if (!answer.ok) { throw Object.assign(new Error('refused'), { status: answer.status }); }
        const part = await answer.text();
        if (own !== running) { throw new DOMException('', 'AbortError'); }
        return part;
      } finally {
        clearTimeout(timer);
      }
    },
    /** Whether a failure only means that a later call took over. */
    overtaken: failure => failure instanceof DOMException && failure.name === 'AbortError',
  };
}

function liveRegion(beside) {
  const region = document.createElement('p');
  region.className = 'unseen';
  region.setAttribute('role', 'status');
  beside.append(region);
  return region;
}

/** Search as one types: a combobox with a list, after the ARIA Authoring Practices. */
function suggest(form) {
  const input = form.querySelector('input[type=search]');
  const { suggestions, page, slow, failed } = form.dataset;
  const server = latest();
  const popup = document.createElement('div');
  popup.className = 'suggestions';
  popup.hidden = true;
  input.after(popup);
  const status = liveRegion(form);
  let shown = '';     // what the list in the popup is about
  let active = -1;

  // A list is there from the start, for the input to refer to.
  popup.innerHTML = '<div role="listbox" id="q-list"></div>';
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false',
    'aria-controls': 'q-list', 'aria-haspopup': 'listbox' })) { input.setAttribute(name, value); }

  const typed = () => input.value.trim().replace(/\s+/g, ' ');
  const options = () => [...popup.querySelectorAll('[role=option]')];

  function choose(index) {
    active = index;
    options().forEach((option, at) => option.setAttribute('aria-selected', String(at === index)));
    const option = options()[index];
    if (option) {
      input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  }

  function open() {
    if (shown && shown === typed()) {
      popup.hidden = false;
      input.setAttribute('aria-expanded', 'true');
    }
    return !popup.hidden;
  }

  function close() {
    choose(-1);
    popup.hidden = true;
    input.setAttribute('aria-expanded', 'false');
  }

  async function ask() {
    const query = typed();
    if (query.length < 2 || query === shown) { open(); return; }
    const patience = setTimeout(() => { status.textContent = slow; }, 1500);
    try {
      const part = await server.fetch(suggestions + '?' + new URLSearchParams({ q: query, page }), {}, 15000);
      if (query !== typed() || document.activeElement !== input) { return; }
      popup.innerHTML = part;
      shown = query;
      open();
      status.textContent = popup.querySelector('.said').textContent;
    } catch (failure) {
      // Whoever shares an address with too many others is told nothing: the search is as good without.
      if (!server.overtaken(failure) && failure.status !== 429) { status.textContent = failed; }
    } finally {
      clearTimeout(patience);
    }
  }

  const askSoon = settled(180, ask);
  input.addEventListener('input', () => {
    // Nothing stays that belongs to what was typed before.
    server.stop();
    close();
    status.textContent = '';
    if (!open()) { askSoon(); }
  });
  input.addEventListener('keydown', event => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    const last = options().length - 1;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (event.altKey) {
        if (event.key === 'ArrowUp') { close(); } else { open(); }
      } else if (popup.hidden) {
        if (open()) { choose(event.key === 'ArrowDown' ? 0 : last); } else { ask(); }
      } else if (event.key === 'ArrowDown') {
        choose(active === last ? -1 : active + 1);
      } else {
        choose(active === -1 ? last : active - 1);
      }
    } else if (event.key === 'Enter') {
      if (active >= 0) { event.preventDefault(); options()[active].click(); }
    } else if (event.key === 'Escape' && !popup.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight' || event.key === 'Home' || event.key === 'End') {
      choose(-1);
    }
  });
  input.addEventListener('focus', open);
  input.addEventListener('blur', () => { server.stop(); close(); });
  form.addEventListener('submit', () => { server.stop(); close(); });
  // The focus stays in the input while one clicks; the link is followed all the same.
  popup.addEventListener('mousedown', event => event.preventDefault());
}

/** Articles that answer, beside the contact form while it is written. */
function answer(form) {
  const place = form.querySelector('#answers');
  const send = form.querySelector('#send');
  const { answers, page } = form.dataset;
  const server = latest();
  const status = liveRegion(form);
  let asked = '';

  const question = () => ({ subject: form.elements.subject.value.trim(), text: form.elements.text.value.trim(),
    language: form.elements.language.value, page });

  async function ask() {
    const fields = question();
    const query = JSON.stringify(fields);
    if (query === asked) { return; }
    if ((fields.subject + fields.text).length < 8) { server.stop(); show('', query); return; }
    try {
      show(await server.fetch(answers, { method: 'POST', body: new URLSearchParams(fields) }, 15000), query);
    } catch (failure) {
      // The form is as good without: the articles come before it is sent.
    }
  }

  function show(part, query) {
    // Whoever reads the articles already keeps them, and the focus in them.
    if (place.contains(document.activeElement)) { return; }
    asked = query;
    const template = document.createElement('template');
    template.innerHTML = part;
    const ids = within => [...within.querySelectorAll('input[name=shown]')].map(input => input.value).join(' ');
    const others = ids(template.content) !== ids(place);
    const said = template.content.querySelector('.said');
    if (others) { status.textContent = said ? said.textContent : ''; }
    if (said) { said.remove(); }
    place.replaceChildren(template.content);
    place.hidden = !said;
  }

  send.textContent = form.dataset.send;
  const askSoon = settled(600, ask);
  for (const field of [form.elements.subject, form.elements.text]) { field.addEventListener('input', askSoon); }
  form.addEventListener('change', event => { if (event.target.name === 'language') { askSoon(); } });
  ask();
}

const search = document.querySelector('form[data-suggestions]');
if (search) { suggest(search); }
const contact = document.querySelector('form[data-answers]');
if (contact) { answer(contact); }
