// What the answer form's parts share: making elements, asking our API, writing times. The form lives in Tasklist, beside its scripts.
import { ask, webapp } from '../../camunda/app/tasklist/scripts/desk/page.js';

export const api = `${webapp}/api/aftercare/`;

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
  return { exact: written({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }), moment: written({ dateStyle: 'medium', timeStyle: 'short' }), clock: written({ timeStyle: 'short' }) };
}

/** Asks our API; where the server said nothing itself, what it throws says that what was written stays. */
export function call(method, path, body, options) {
  return ask(path, { method, body, ...options }).catch(error => {
    if (!error.status) { throw new Error('The server cannot be reached. What you wrote stays here; try again.'); }
    if (!error.problem.detail) {
      error.message = error.status === 401 || error.status === 403 ? 'Your session has ended. Log in again in another tab; what you wrote stays here.'
        : `The server answered ${error.status}. Try again, or tell your administrator.`;
    }
    throw error;
  });
}
