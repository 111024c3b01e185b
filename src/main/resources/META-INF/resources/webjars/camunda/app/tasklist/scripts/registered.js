// Tasklist says of a process that was started only that it was. Of a telephone call that was registered, the customer on
// the line wants to hear the number of the request, which is the business key of what was started.

const STARTED = /\/process-definition\/[^/]+(?:\/[^/]+)?\/(?:submit-form|start)$/;
const NUMBER = /^AC-\d{6,15}$/;

const open = XMLHttpRequest.prototype.open;
XMLHttpRequest.prototype.open = function (method, address, ...others) {
  if (method === 'POST' && STARTED.test(new URL(address, document.baseURI).pathname)) {
    this.addEventListener('load', () => {
      const number = this.status < 300 ? businessKey(this.responseText) : '';
      if (NUMBER.test(number)) { show(number); }
    });
  }
  return open.call(this, method, address, ...others);
};

function businessKey(answer) {
  try {
    return JSON.parse(answer).businessKey || '';
  } catch (noJson) {
    return '';
  }
}

function show(number) {
  const webapp = document.querySelector('base').getAttribute('app-root');
  const said = document.createElement('div');
  said.className = 'alert alert-success';
  said.setAttribute('role', 'status');
  said.dataset.registered = number;
  Object.assign(said.style, { position: 'fixed', top: '60px', left: '50%', transform: 'translateX(-50%)', zIndex: 2000, maxWidth: '90vw' });
  const strong = document.createElement('strong');
  strong.textContent = number;
  const conversation = document.createElement('a');
  Object.assign(conversation, { href: `${webapp}/api/aftercare/requests/${number}/conversation`, target: '_blank', rel: 'noopener',
    textContent: 'Conversation' });
  const close = document.createElement('button');
  Object.assign(close, { type: 'button', className: 'btn btn-default btn-sm', textContent: 'Close' });
  close.addEventListener('click', () => said.remove());
  said.append('Registered as ', strong, '. Tell the customer this number. ', conversation, ' ', close);
  document.body.append(said);
}

export default [];
