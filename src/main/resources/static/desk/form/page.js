// What the answer form's parts share: making elements, asking our API, writing times.

export const api = new URL('../../../api/aftercare/', document.baseURI).pathname;

// What strangers wrote gets onto the page through textContent only.
export function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties || {});
  made.append(...children.filter(child => child !== null && child !== undefined && child !== '' && child !== false));
  return made;
}

export function button(label, action, className = 'ac-link') {
  const made = element('button', { type: 'button', textContent: label, className });
  made.addEventListener('click', action);
  return made;
}

export const size = bytes => bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
export const words = constant => constant ? constant.charAt(0) + constant.slice(1).toLowerCase().replace(/_/g, ' ') : '';
export const day = date => new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(date));

/** Times in one zone, the vendor's, whatever zone the browser is in. */
export function times(timeZone) {
  const written = options => date => new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(new Date(date));
  return { moment: written({ dateStyle: 'medium', timeStyle: 'short' }), clock: written({ timeStyle: 'short' }) };
}

function token() {
  const kept = document.cookie.split('; ').find(cookie => cookie.startsWith('XSRF-TOKEN='));
  return kept ? { 'X-XSRF-TOKEN': kept.slice('XSRF-TOKEN='.length) } : {};
}

export function call(method, path, body, options) {
  const headers = { Accept: 'application/json', ...token() };
  if (body && !(body instanceof FormData)) { headers['Content-Type'] = 'application/json'; body = JSON.stringify(body); }
  return fetch(api + path, { method, headers, body, credentials: 'same-origin', ...options }).then(answer =>
    answer.status === 204 ? null : answer.json().catch(() => ({})).then(content => {
      if (answer.ok) { return content; }
      throw Object.assign(new Error(content.detail || (answer.status === 401 || answer.status === 403
        ? 'Your session has ended. Log in again in another tab; what you wrote stays here.'
        : `The server answered ${answer.status}. Try again, or tell your administrator.`)), { status: answer.status, problem: content });
    }), () => { throw new Error('The server cannot be reached. What you wrote stays here; try again.'); });
}
