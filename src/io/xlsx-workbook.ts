import { bombError } from './bomb.ts';
import { createTexts, type Texts } from './texts.ts';
import { unescapeText } from './workbook-escapes.ts';
import type { Package } from './xlsx-package.ts';
import { readXml } from './xml.ts';

/** A sheet of a workbook, in the order of its tabs. */
export interface Sheet {
  readonly name: string;
  /** Name of its part in the package. */
  readonly part: string;
  readonly visible: boolean;
}

/** What the cells of all sheets refer to. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Whether day 0 is 1 January 1904. */
  readonly from1904: boolean;
  readonly strings: Texts;
  /** For each cell style: whether numbers in it are dates. */
  readonly dateStyles: readonly boolean[];
}

const MAX_STRINGS = 10_000_000;
const MAX_STRING_CHARACTERS = 150_000_000;

/** Reads everything of a workbook but its sheets. Shared strings are held in memory, up to a limit. */
export async function readWorkbookParts(name: string, parts: Package): Promise<Workbook> {
  const targets = await readTargets(parts);
  const sheets: Sheet[] = [];
  let from1904 = false;
  await readXml(parts.read('xl/workbook.xml'), {
    open: (element, attributes) => {
      if (element === 'workbookPr') from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      if (element !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const target = targets.get(id);
      if (target === undefined || !target.includes('worksheets/')) return;
      const visible = !/hidden/i.test(attributes['state'] ?? '');
      sheets.push({ name: attributes['name'] ?? '', part: target, visible });
    },
  });
  return {
    sheets,
    from1904,
    strings: await readStrings(name, parts),
    dateStyles: await readDateStyles(parts),
  };
}

async function readTargets(parts: Package): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  await readXml(parts.read('xl/_rels/workbook.xml.rels'), {
    open: (element, attributes) => {
      if (element !== 'Relationship') return;
      const target = (attributes['Target'] ?? '').replace(/^\.\//, '');
      const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
      targets.set(attributes['Id'] ?? '', part);
    },
  });
  return targets;
}

async function readStrings(name: string, parts: Package): Promise<Texts> {
  const strings = createTexts();
  const text = createTextCollector();
  let size = 0;
  const part = parts.names.find((entry) => /^xl\/sharedStrings\.xml$/i.test(entry)) ?? '';
  await readXml(parts.read(part), {
    open: (element) => {
      if (element === 'si') text.reset();
      text.open(element);
    },
    text: text.text,
    close: (element) => {
      text.close(element);
      if (element !== 'si') return;
      const value = text.value();
      strings.add(value);
      size += value.length;
      if (strings.count() > MAX_STRINGS || size > MAX_STRING_CHARACTERS) {
        throw bombError(name, {
          zh: `共享文本超过 ${MAX_STRINGS / 10_000} 万条或 ${MAX_STRING_CHARACTERS / 10_000} 万字`,
          en: `more than ${MAX_STRINGS} shared strings or ${MAX_STRING_CHARACTERS} characters in them`,
        });
      }
    },
  });
  return strings;
}

/** Collects the text of a string item: its runs joined, without phonetic hints, escapes undone. */
export interface TextCollector {
  readonly reset: () => void;
  readonly open: (element: string) => void;
  readonly text: (text: string) => void;
  readonly close: (element: string) => void;
  readonly value: () => string;
}

export function createTextCollector(): TextCollector {
  let runs = '';
  let inText = false;
  let inHint = false;
  return {
    reset: () => {
      runs = '';
      inText = false;
      inHint = false;
    },
    open: (element) => {
      if (element === 'rPh') inHint = true;
      if (element === 't') inText = true;
    },
    text: (text) => {
      if (inText && !inHint) runs += text;
    },
    close: (element) => {
      if (element === 'rPh') inHint = false;
      if (element === 't') inText = false;
    },
    value: () => unescapeText(runs),
  };
}

async function readDateStyles(parts: Package): Promise<readonly boolean[]> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let inCellStyles = false;
  const part = parts.names.find((entry) => /^xl\/styles\.xml$/i.test(entry)) ?? '';
  await readXml(parts.read(part), {
    open: (element, attributes) => {
      if (element === 'cellXfs') inCellStyles = true;
      if (element === 'numFmt') {
        codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      }
      if (element === 'xf' && inCellStyles) formats.push(Number(attributes['numFmtId'] ?? 0));
    },
    close: (element) => {
      if (element === 'cellXfs') inCellStyles = false;
    },
  });
  return formats.map((id) => isDateFormat(id, codes.get(id)));
}

/** Whether a number format shows dates or times: the built-in ones (East Asian ones too) or a code with date letters. */
function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) {
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58);
  }
  const letters = code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
  return /[ymdhs年月日]/i.test(letters) && !/^general$/i.test(letters);
}
