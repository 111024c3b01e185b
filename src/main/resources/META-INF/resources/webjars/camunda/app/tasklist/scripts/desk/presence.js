// Says every few seconds that this person has a request open, and learns who else has.

import { ask } from './page.js';

const EVERY = 4_000, TYPES_FOR = 6_000, IDLE_AFTER = 60_000;
const SIGNS_OF_LIFE = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'visibilitychange'];

export const DOING = { TYPING: 'is writing', LOOKING: 'is looking', IDLE: 'has it open' };

/**
 * @param number of a request that this person may read
 * @param task whose form is open, if one is
 * @param learned is called with what the server knows each time it was asked
 * @return typed() is to be called when this person writes, leave() when the request is closed
 */
export function beThere(number, { task = null, learned = () => {} } = {}) {
  const path = `requests/${number}/presence`;
  let typedAt = 0, actedAt = Date.now(), said = null, left = false, timer = null, asking = null;

  const activity = () => Date.now() - typedAt < TYPES_FOR ? 'TYPING'
    : document.hidden || Date.now() - actedAt > IDLE_AFTER ? 'IDLE' : 'LOOKING';

  async function tell() {
    clearTimeout(timer);
    if (left || asking) { return; }
    asking = new AbortController();
    said = activity();
    try {
      const here = await ask(path, { method: 'PUT', body: { activity: said, task }, signal: asking.signal });
      if (!left) { learned(here); }
    } catch (failure) {
      // Whose session has ended, or who may not read it, is not there; else the next sign may arrive.
      if ([401, 403, 404].includes(failure.status)) { end(); }
    }
    asking = null;
    if (!left) { timer = setTimeout(tell, EVERY); }
  }

  function acted() {
    actedAt = Date.now();
    if (activity() !== said) { tell(); }
  }

  function end() {
    left = true;
    clearTimeout(timer);
    SIGNS_OF_LIFE.forEach(sign => document.removeEventListener(sign, acted, true));
    removeEventListener('pagehide', leave);
    removeEventListener('pageshow', again);
  }

  // A call that outlives the page, as a beacon does; a beacon could not carry the token against forged calls.
  function goodbye() {
    if (asking) { asking.abort(); }
    ask(path, { method: 'DELETE', keepalive: true }).catch(() => {});
  }

  function leave(event) {
    if (left) { return; }
    if (event && event.persisted) { left = true; clearTimeout(timer); } else { end(); }
    goodbye();
  }

  function again(event) {
    if (event.persisted) { left = false; asking = null; tell(); }
  }

  SIGNS_OF_LIFE.forEach(sign => document.addEventListener(sign, acted, { capture: true, passive: true }));
  addEventListener('pagehide', leave);
  addEventListener('pageshow', again);
  tell();
  return { typed() { typedAt = Date.now(); acted(); }, leave: () => leave() };
}
