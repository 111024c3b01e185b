// What the answer form has because several people work at one request: who is there, notes, taking and handing over.
import { handOver } from './handover.js';
import { notes } from './notes.js';
import { presence } from './presence.js';

/**
 * @param shown what the form shows at first
 * @param look asks the server for news
 * @param added is called with a note that was kept
 * @param take puts a text into the answer box
 * @param named gives the name of an engine user
 */
export function together(form, { task, shown, look, added, take, named }) {
  const { number } = shown.request;
  const { strip } = notes(form, { task, number, added });
  const handing = handOver(form, { strip, task, number, named, changed: look, take });
  const there = presence(form, { task, number, lastMessage: shown.lastMessage, assignee: shown.task.assignee, news: look });
  handing.show(shown);
  return { show: handing.show, leave: there.leave };
}
