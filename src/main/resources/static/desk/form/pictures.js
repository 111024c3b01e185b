// Pictures among the files: small beside the name, large on demand. The server draws each anew; what it does not show has its name only.
import { button, element } from './page.js';

const PICTURE = /^image\/(?!svg)/i, NAME = /\.(png|jpe?g|gif|bmp)$/i;

/** A small picture that opens large; nothing for other files. @param address of the file's picture in our API */
export function thumbnail(file, address) {
  if (!PICTURE.test(file.type || '') && !NAME.test(file.name)) { return null; }
  const small = element('img', { src: `${address}?small=true`, alt: '', loading: 'lazy' });
  const opens = button('', () => large(opens, file.name, address), 'ac-thumbnail');
  opens.setAttribute('aria-label', `Show ${file.name}`);
  opens.append(small);
  small.addEventListener('error', () => opens.remove());
  return opens;
}

function large(opens, name, address) {
  const place = opens.closest('.ac-content'), told = element('p', { className: 'ac-muted', textContent: 'Loading …' });
  const picture = element('img', { src: address, alt: name });
  const shown = element('dialog', { className: 'ac-picture' },
    element('div', { className: 'ac-row' }, element('strong', { className: 'ac-preview-subject', textContent: name }), button('Close', () => shown.close(), 'ac-tool')), told, picture);
  shown.setAttribute('aria-label', name);
  picture.addEventListener('load', () => told.remove());
  picture.addEventListener('error', () => { told.textContent = 'The picture cannot be shown. Save the file to look at it.'; picture.remove(); });
  shown.addEventListener('close', () => { shown.remove(); opens.focus(); });
  shown.addEventListener('click', event => { if (event.target === shown) { shown.close(); } });
  place.append(shown);
  shown.showModal();
}
