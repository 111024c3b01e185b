// Buttons on the desk's pages: each calls our API with the session's token against forged calls, then shows the page anew.
for (const button of document.querySelectorAll('button[data-path]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const token = document.cookie.split('; ').find(cookie => cookie.startsWith('XSRF-TOKEN='));
    const headers = { Accept: 'application/json' };
    if (token) { headers['X-XSRF-TOKEN'] = token.slice('XSRF-TOKEN='.length); }
    button.disabled = true;
    let sentence = 'The server cannot be reached. Try again.';
    try {
      const answer = await fetch(button.dataset.path, { method: button.dataset.method, headers, credentials: 'same-origin' });
      if (answer.ok) { location.reload(); return; }
      sentence = (await answer.json().catch(() => ({}))).detail || 'Your session has ended. Log in to Tasklist again, then try again.';
    } catch (unreachable) { /* said below */ }
    const alert = document.querySelector('.refused');
    alert.textContent = sentence;
    alert.hidden = false;
    button.disabled = false;
  });
}
