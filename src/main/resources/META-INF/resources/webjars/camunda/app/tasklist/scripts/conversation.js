// The tab "Conversation" of every task: what the customer wrote, beside the form that asks about it.

const TABS = '.tabbed-content .nav-tabs a';
const SAVE = '.form-actions button[ng-click^="save("]';

// Tasklist throws a form away when another tab is chosen. Its own "Save" keeps what was typed in this browser and fills
// it in again when the form comes back. The answer form keeps its draft itself, so this is for Camunda Forms only.
document.addEventListener('click', event => {
  const tab = event.target instanceof Element && event.target.closest(TABS);
  const form = tab && tab.closest('.tabbed-content').querySelector('.fjs-container');
  const save = form && tab.closest('.tabbed-content').querySelector(SAVE);
  if (save && !save.disabled) {
    save.click();
  }
}, true);

export default {
  id: 'aftercare-conversation',
  pluginPoint: 'tasklist.task.detail',
  properties: { label: 'Conversation' },
  priority: 900,

  render(node, { taskId }, scope) {
    const webapp = document.querySelector('base').getAttribute('app-root');
    const frame = document.createElement('iframe');
    frame.title = 'Conversation';
    // The page shows what strangers wrote: no scripts. Its one form corrects the triage. It is of our origin, so that its height can be asked for.
    frame.setAttribute('sandbox', 'allow-same-origin allow-downloads allow-forms');
    Object.assign(frame.style, { display: 'block', width: '100%', height: '20rem', border: '0' });
    frame.addEventListener('load', () => {
      const page = frame.contentDocument && frame.contentDocument.documentElement;
      if (page && new URLSearchParams(frame.contentWindow.location.search).has('effect')) {
        // A correction may have completed the task: the list of any filter, and the task shown, are asked for anew.
        scope.$applyAsync(() => {
          scope.taskData.changed('taskList');
          scope.$root.$broadcast('refresh');
        });
      }
      if (page) {
        new ResizeObserver(() => { frame.style.height = `${page.offsetHeight}px`; }).observe(page);
      }
    });
    frame.src = `${webapp}/api/aftercare/tasks/${encodeURIComponent(taskId)}/conversation`;
    node.replaceChildren(frame);
  }
};
