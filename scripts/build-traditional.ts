// Writes dictionaries/traditional.tsv: every traditional character of the basic block whose simplified form is one
// other character, from the tables of OpenCC (Apache-2.0) as packed in opencc-js (MIT).
// Usage: npx tsx scripts/build-traditional.ts
import { writeFileSync } from 'node:fs';
import { Converter } from 'opencc-js';

const FIRST = 0x3400;
const LAST = 0x9fff;

const simplify = Converter({ from: 't', to: 'cn' });
const rows: string[] = [];
for (let code = FIRST; code <= LAST; code++) {
  const character = String.fromCharCode(code);
  const simplified = simplify(character);
  if (simplified !== character && simplified.length === 1) rows.push(`${character}\t${simplified}`);
}
const note =
  '# Traditional to simplified, one to one, from OpenCC (Apache-2.0). Built by scripts/build-traditional.ts.';
writeFileSync(
  new URL('../dictionaries/traditional.tsv', import.meta.url),
  `${note}\ntraditional\tsimplified\n${rows.join('\n')}\n`,
);
