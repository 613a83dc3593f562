/**
 * What the page does beyond showing itself: tables sort by a column and filter by words, pain points filter and sort,
 * and a link opens the quotes that it leads to. It touches the document by text and attributes only, asks for nothing,
 * and without it everything is still there to read.
 */
export const SCRIPT = `'use strict';
(() => {
  const zh = document.documentElement.lang.startsWith('zh');
  const say = (a, b) => zh ? a : b;
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const figure = (text) => {
    const found = /^[+<]?(-?[\\d,]*\\.?\\d+)/.exec(text.trim());
    return found ? Number(found[1].replaceAll(',', '')) : null;
  };
  const compare = (a, b, down) => {
    const blank = (text) => text === '' || text === '–';
    if (blank(a) || blank(b)) return blank(a) - blank(b);
    const x = figure(a), y = figure(b);
    const order = x !== null && y !== null ? x - y : collator.compare(a, b);
    return down ? -order : order;
  };
  const sortable = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const name = head.textContent.trim();
      if (head.tagName !== 'TH' || name === '') return;
      const button = make('button', { type: 'button', className: 'sort' }, name);
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const numbers = head.classList.contains('n');
        const was = head.getAttribute('aria-sort');
        const down = was === null ? numbers : was === 'ascending';
        heads.forEach((other) => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        const body = table.tBodies[0];
        const text = (row) => row.cells[column].textContent.trim();
        body.append(...[...body.rows].sort((a, b) => compare(text(a), text(b), down)));
      });
    });
  };
  const filter = (items, before, controls) => {
    const words = make('input', { type: 'search', autocomplete: 'off' });
    const shown = make('output', {});
    const apply = () => {
      const wanted = words.value.trim().toLowerCase();
      let left = 0;
      for (const item of items()) {
        item.hidden = !item.textContent.toLowerCase().includes(wanted) || controls.some((keep) => !keep(item));
        if (!item.hidden) left++;
      }
      shown.textContent = left === items().length ? '' : say(left + ' / ' + items().length + ' 行', left + ' of ' + items().length);
    };
    words.addEventListener('input', apply);
    const bar = make('div', { className: 'tools' }, make('label', {}, say('筛选 ', 'Filter '), words));
    before.before(bar);
    return { bar, shown, apply };
  };
  for (const table of document.querySelectorAll('table')) {
    if (!table.tHead || table.tBodies[0].rows.length < 3) continue;
    sortable(table);
    if (table.tBodies[0].rows.length < 9) continue;
    const { bar, shown } = filter(() => [...table.tBodies[0].rows], table.closest('.scroll') || table, []);
    bar.append(shown);
  }
  const list = document.querySelector('ol.pains');
  if (list && list.children.length > 2) {
    const choice = (name, options) => {
      const select = make('select', {}, ...options.map(([value, text]) => make('option', { value }, text)));
      return [select, make('label', {}, name + ' ', select)];
    };
    const items = () => [...list.children];
    const stages = new Map(items().map((item) => [item.dataset.stage, item.dataset.stageName]));
    const [stage, stageLabel] = choice(say('阶段', 'Stage'), [['', say('全部', 'all')], ...stages]);
    const [order, orderLabel] = choice(say('排序', 'Sort by'), [
      ['rank', say('排名', 'rank')], ['voices', say('声量', 'voices')],
      ['severity', say('严重度', 'severity')], ['ratio', say('走势', 'trend')]]);
    const { bar, shown, apply } = filter(items, list, [(item) => stage.value === '' || item.dataset.stage === stage.value]);
    stage.addEventListener('change', apply);
    order.addEventListener('change', () => {
      const sign = order.value === 'rank' ? 1 : -1;
      const value = (item) => Number(item.dataset[order.value]);
      list.append(...items().sort((a, b) => sign * (value(a) - value(b)) || a.dataset.rank - b.dataset.rank));
    });
    const all = make('button', { type: 'button' }, say('展开全部原话', 'Open all quotes'));
    all.addEventListener('click', () => {
      const open = !list.querySelector('details[open]');
      for (const details of list.querySelectorAll('details')) details.open = open;
      all.textContent = open ? say('收起', 'Close all') : say('展开全部原话', 'Open all quotes');
    });
    bar.append(stageLabel, orderLabel, all, shown);
  }
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let outer = target; outer; outer = outer.parentElement) {
      if (outer.tagName === 'DETAILS') outer.open = true;
      outer.hidden = false;
    }
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  if (location.hash) reveal();
})();
`;
