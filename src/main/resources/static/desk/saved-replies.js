// The list of saved replies shows only those that have what is typed, in title, key words, groups or texts.
const find = document.getElementById('find');
const folded = words => words.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase();
if (find) {
  const rows = [...document.querySelectorAll('tbody tr')].map(row => ({ row, words: folded(`${row.innerText} ${row.dataset.words}`) }));
  const told = find.parentElement.querySelector('[role=status]');
  find.parentElement.hidden = false;
  find.addEventListener('input', () => {
    const wanted = folded(find.value).split(/\s+/).filter(Boolean);
    rows.forEach(({ row, words }) => { row.hidden = !wanted.every(word => words.includes(word)); });
    const shown = rows.filter(({ row }) => !row.hidden).length;
    told.textContent = wanted.length ? `${shown} of ${rows.length}` : '';
  });
}
