// Writes what turns Traditional script into Simplified, from the tables of OpenCC (Apache-2.0) as packed in opencc-js (MIT):
// dictionaries/traditional.tsv, every character of the basic block whose simplified form is one other character, and
// dictionaries/traditional.words.tsv, the words of Taiwan and of the mainland that those characters alone get wrong.
// Usage: npx tsx scripts/build-traditional.ts
import { writeFileSync } from 'node:fs';
import { Converter, Locale } from 'opencc-js';

const FIRST = 0x3400;
const LAST = 0x9fff;
const SOURCE = 'from OpenCC (Apache-2.0). Built by scripts/build-traditional.ts.';

/**
 * Ordinary words that OpenCC takes for terms of computing (行程 → 进程, 桌布 → 壁纸), and a character that is the
 * simplified form of another.
 */
const LEFT_ALONE: ReadonlySet<string> = new Set(
  '么 互動 列舉 呼叫 回撥 執行 宣告 尼日 序列 建立 批次 指標 撥出 擴音 文件 新增 查詢 核心 桌布 物件 程序 行程 過載 防毒 類比'.split(
    ' ',
  ),
);

const characters = new Map(characterRows());
write('traditional.tsv', `Traditional to simplified characters, one to one, ${SOURCE}`, characters);
write(
  'traditional.words.tsv',
  `Words that convert otherwise than by character, ${SOURCE}`,
  words(),
);

function characterRows(): [string, string][] {
  const simplify = Converter({ from: 't', to: 'cn' });
  const rows: [string, string][] = [];
  for (let code = FIRST; code <= LAST; code++) {
    const character = String.fromCharCode(code);
    const simplified = simplify(character);
    if (simplified !== character && simplified.length === 1) rows.push([character, simplified]);
  }
  // What is the simplified form of another (苧 of 薴) stays, so that simplified text does.
  const simple = new Set(rows.map(([, simplified]) => simplified));
  return rows.filter(([character]) => !simple.has(character));
}

/** Shortest first, so that a word is left out where shorter ones inside it already make it right. */
function words(): Map<string, string> {
  const simplify = Converter({ from: 'twp', to: 'cn' });
  const known = new Map<string, string>();
  const candidates = [...spellings()].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  for (const word of candidates) {
    const simplified = simplify(word);
    if (LEFT_ALONE.has(word)) continue;
    if (convert(word, known) !== simplified) known.set(word, simplified);
  }
  // A name that keeps a character (盧象昇 → 卢象昇) keeps it in simplified text too.
  for (const word of [...known.values()]) if (convert(word, known) !== word) known.set(word, word);
  return known;
}

/** The words that OpenCC looks up on the way, as they are written in Taiwan and elsewhere. */
function spellings(): Set<string> {
  const toTaiwan = Converter({ from: 't', to: 'tw' });
  const found = new Set<string>();
  for (const table of [...Locale.from.twp, ...Locale.to.cn].flat()) {
    for (const entry of String(table).split('|')) {
      const [word = ''] = entry.split(' ');
      if (word.length > 1) found.add(word).add(toTaiwan(word));
    }
  }
  for (const one of [...Locale.from.twp].flat().join('|').split('|')) {
    const [character = ''] = one.split(' ');
    found.add(character);
  }
  found.delete('');
  return found;
}

/** What the program makes of a word: the longest known word at each place, else the character. */
function convert(word: string, known: ReadonlyMap<string, string>): string {
  let converted = '';
  for (let at = 0; at < word.length; ) {
    let length = word.length - at;
    while (length > 1 && !known.has(word.slice(at, at + length))) length--;
    const piece = word.slice(at, at + length);
    converted += known.get(piece) ?? characters.get(piece) ?? piece;
    at += length;
  }
  return converted;
}

function write(file: string, note: string, rows: ReadonlyMap<string, string>): void {
  const lines = [...rows].map((row) => row.join('\t')).sort(byCodePoint);
  writeFileSync(
    new URL(`../dictionaries/${file}`, import.meta.url),
    `# ${note}\ntraditional\tsimplified\n${lines.join('\n')}\n`,
  );
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
