// What the desk's scripts share: calls to its API and the making of elements.

const base = document.querySelector('base');

export const webapp = base ? base.getAttribute('app-root') : '';

/**
 * Asks the desk's API. What it throws has the server's sentence, the status and the problem; without an answer it has no
 * status. Other options are those of fetch.
 */
export async function ask(path, { method = 'GET', body, ...options } = {}) {
  const token = method !== 'GET' && document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/);
  const form = body instanceof FormData;
  const answer = await fetch(`${webapp}/api/aftercare/${path}`, {
    method, credentials: 'same-origin',
    headers: { Accept: 'application/json', ...(body && !form ? { 'Content-Type': 'application/json' } : {}),
      ...(token ? { 'X-XSRF-TOKEN': decodeURIComponent(token[1]) } : {}) },
    body: body && !form ? JSON.stringify(body) : body,
    ...options
  });
  const text = await answer.text();
  let said = null;
  try { said = text ? JSON.parse(text) : null; } catch (noJson) { /* told below */ }
  if (!answer.ok) {
    throw Object.assign(new Error(said && (said.detail || said.message) || 'The server did not answer as expected. Try again in a moment.'),
      { status: answer.status, problem: said || {} });
  }
  return said;
}

/** An element with attributes and children; what is null or false is left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => {
    if (value === null || value === undefined || value === false) { return; }
    if (name === 'on') {
      Object.entries(value).forEach(([event, listener]) => element.addEventListener(event, listener));
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  });
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** A service of the web application, such as its location. */
export function service(name) {
  return window.angular.element(document.body).injector().get(name);
}

/** Numbers that the server stops counting at. */
export function counted(number) {
  return number >= 1000 ? '1000+' : String(number);
}

/** Parts of a text, of which some are marked. */
export function marked(parts) {
  return parts.map(part => part.marked ? make('mark', {}, part.text) : part.text);
}

/** Shows a task in the task's column, as a click into the list does. */
export function showTask(tasklistData, id) {
  const search = service('search');
  tasklistData.set('taskId', { taskId: id });
  search.updateSilently({ ...search(), task: id });
  service('$rootScope').$applyAsync();
}
