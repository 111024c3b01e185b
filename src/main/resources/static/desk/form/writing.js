// Writing in the answer box: marks of simple formatting by buttons and keys, and what is pasted made into them.

const KEYS = { b: 'bold', i: 'italics', k: 'link' };
const AROUND = { bold: '**', italics: '_' };
const BEFORE = { list: '- ', quotation: '> ' };

/** Replaces what is selected, so that the browser can undo it. */
export function put(text, words) {
  text.focus();
  if (!document.execCommand('insertText', false, words)) {
    text.setRangeText(words, text.selectionStart, text.selectionEnd, 'end');
    text.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function mark(text, kind) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const selected = value.slice(start, end);
  if (AROUND[kind]) {
    const sign = AROUND[kind], inner = selected.trim();
    const marked = inner.startsWith(sign) && inner.endsWith(sign) && inner.length > 2 * sign.length;
    put(text, marked ? selected.replace(inner, inner.slice(sign.length, -sign.length)) : inner ? selected.replace(inner, () => sign + inner + sign) : sign + sign);
    if (!inner) { text.setSelectionRange(start + sign.length, start + sign.length); }
  } else if (kind === 'link') {
    const address = /^https?:\/\/\S+$/.test(selected.trim());
    put(text, address ? `[](${selected.trim()})` : `[${selected}](https://)`);
    const at = address ? start + 1 : start + selected.length + 3;
    text.setSelectionRange(at, address ? at : at + 'https://'.length);
  } else {
    // Whole lines: from the beginning of the first to the end of the last.
    const from = value.lastIndexOf('\n', start - 1) + 1;
    const to = value.indexOf('\n', end) < 0 ? value.length : value.indexOf('\n', end);
    const lines = value.slice(from, to).split('\n'), sign = BEFORE[kind];
    const marked = lines.every(line => line.startsWith(sign));
    text.setSelectionRange(from, to);
    put(text, lines.map(line => marked ? line.slice(sign.length) : sign + line).join('\n'));
  }
}

/** A list goes on in the next line; an empty item ends it. */
function goOn(text, event) {
  const line = text.value.slice(text.value.lastIndexOf('\n', text.selectionStart - 1) + 1, text.selectionStart);
  const item = line.match(/^(\s*(?:[-*•] |> |(\d{1,3})([.)]) ))(.*)$/);
  if (!item || text.selectionStart !== text.selectionEnd) { return; }
  event.preventDefault();
  if (item[4].trim()) {
    put(text, '\n' + (item[2] ? item[1].replace(item[2], Number(item[2]) + 1) : item[1]));
  } else {
    text.setSelectionRange(text.selectionStart - line.length, text.selectionStart);
    put(text, '\n');
  }
}

/** What stands in HTML from elsewhere, in the marks that arrive in a mail; everything else of it is dropped. */
export function marksOf(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  page.querySelectorAll('script, style, head, template, noscript').forEach(unseen => unseen.remove());
  return inside(page.body).replace(/[ \t\u00a0]+\n/g, '\n').replace(/\n{3,}/g, '\n\n').trim();
}

const BLOCKS = new Set(['P', 'DIV', 'SECTION', 'ARTICLE', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'UL', 'OL', 'TABLE', 'PRE', 'BLOCKQUOTE', 'HEADER', 'FOOTER']);
const APART = new Set(['P', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'UL', 'OL', 'TABLE', 'PRE', 'BLOCKQUOTE']);

function inside(node) {
  return [...node.childNodes].reduce((written, child) => {
    const words = child.nodeType === Node.TEXT_NODE
      ? (child.parentElement.closest('pre') ? child.data : child.data.replace(/[\s\u00a0]+/g, ' ').replace(/^ /, /(^|\n)$/.test(written) ? '' : ' '))
      : child.nodeType === Node.ELEMENT_NODE ? marked(child) : '';
    if (!words || child.nodeType !== Node.ELEMENT_NODE || !BLOCKS.has(child.tagName)) { return written + words; }
    const gap = APART.has(child.tagName) ? '\n\n' : '\n';
    return written.trimEnd() + (written.trim() ? gap : '') + words.trim() + gap;
  }, '');
}

function around(sign, words) {
  const inner = words.trim();
  return inner && !inner.includes('\n') && !inner.startsWith(sign) ? words.replace(inner, () => sign + inner + sign) : words;
}

function marked(node) {
  switch (node.tagName) {
    case 'BR': return '\n';
    case 'IMG': return node.alt || '';
    // Some programs write what is not bold into <b style="font-weight: normal">.
    case 'B': case 'STRONG': return /^(normal|400)$/.test(node.style.fontWeight) ? inside(node) : around('**', inside(node));
    case 'H1': case 'H2': case 'H3': case 'H4': case 'H5': case 'H6': return around('**', inside(node));
    case 'I': case 'EM': return node.style.fontStyle === 'normal' ? inside(node) : around('_', inside(node));
    case 'SPAN': return /^(bold|[6-9]00)$/.test(node.style.fontWeight) ? around('**', inside(node)) : inside(node);
    case 'A': {
      const words = inside(node).trim(), address = node.getAttribute('href') || '';
      if (!/^(https?:\/\/|mailto:)[^\s<>"]+$/i.test(address)) { return words; }
      return !words || words === address ? address : `[${words.replace(/[[\]\n]|\*\*/g, '')}](${address})`;
    }
    case 'UL': return items(node, () => '- ');
    case 'OL': return items(node, at => `${(Number(node.getAttribute('start')) || 1) + at}. `);
    case 'BLOCKQUOTE': return inside(node).trim().split('\n').map(line => `> ${line}`.trimEnd()).join('\n');
    case 'TABLE': return [...node.rows].map(row => [...row.cells].map(cell => inside(cell).trim().replace(/\n+/g, ' ')).join(' | ')).join('\n');
    default: return inside(node);
  }
}

function items(list, sign) {
  return [...list.children].filter(item => item.tagName === 'LI')
    .map((item, at) => sign(at) + inside(item).trim().split(/\n+/).join('\n  ')).join('\n');
}

/** @param attach takes pictures that are pasted or dropped */
export function writing(text, toolbar, attach) {
  const buttons = [...toolbar.querySelectorAll('button')];
  buttons.forEach((button, at) => button.addEventListener('click', () => { if (!text.readOnly) { mark(text, button.dataset.mark); rove(at); } }));
  const rove = at => buttons.forEach((button, index) => { button.tabIndex = index === at ? 0 : -1; });
  toolbar.addEventListener('keydown', event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key], at = buttons.indexOf(document.activeElement);
    if (step && at >= 0) {
      const to = (at + step + buttons.length) % buttons.length;
      event.preventDefault();
      rove(to);
      buttons[to].focus();
    }
  });
  text.addEventListener('keydown', event => {
    const kind = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()];
    if (kind && !text.readOnly) { event.preventDefault(); event.stopPropagation(); mark(text, kind); }
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.isComposing) { goOn(text, event); }
  });
  text.addEventListener('paste', event => {
    if (text.readOnly) { return; }
    const data = event.clipboardData, pictures = [...data.files].filter(file => file.type.startsWith('image/'));
    const html = data.getData('text/html');
    if (pictures.length && !data.getData('text/plain').trim()) {
      event.preventDefault();
      attach(pictures.map((file, at) => new File([file], named(file, at), { type: file.type })));
    } else if (html) {
      event.preventDefault();
      put(text, marksOf(html) || data.getData('text/plain'));
    }
  });
  text.addEventListener('dragover', event => { if ([...event.dataTransfer.types].includes('Files')) { event.preventDefault(); } });
  text.addEventListener('drop', event => { if (event.dataTransfer.files.length && !text.readOnly) { event.preventDefault(); attach([...event.dataTransfer.files]); } });
}

// Programs call every picture of the clipboard image.png.
function named(file, at) {
  const time = new Date().toISOString().slice(11, 19).replace(/:/g, '');
  return `picture-${time}${at ? `-${at + 1}` : ''}.${file.type.split('/')[1].replace(/\W.*/, '')}`;
}

