import { readFile } from 'node:fs/promises';
import type { Document, LineCounter, Node } from 'yaml';
import type { core, ZodType } from 'zod';
import type { Configuration } from '../../model/configuration.ts';
import { InputError } from '../../model/errors.ts';
import type { Process } from '../../model/journey.ts';
import type { Message } from '../../model/labels.ts';

/**
 * Reads a `voc.yaml`. The parser and the checker are loaded only here, since most commands meet no such file.
 * @throws InputError with path, line, column and fault of the first mistake, or where the file cannot be read
 */
export async function readConfiguration(path: string): Promise<Configuration> {
  return checkConfiguration(path, await textOf(path));
}

/** Reads a company's own process. @throws InputError as `readConfiguration` does */
export async function readProcess(path: string): Promise<Process> {
  return check(path, await textOf(path), async () => (await import('./journey.ts')).PROCESS);
}

function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(path, cause);
  });
}

/** As `readConfiguration`, for a text at hand; `path` is for the messages. */
export function checkConfiguration(path: string, text: string): Promise<Configuration> {
  return check(path, text, async () => (await import('./schema.ts')).CONFIGURATION);
}

async function check<T>(path: string, text: string, load: () => Promise<ZodType<T>>): Promise<T> {
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors[0];
  if (broken !== undefined) {
    const fault = {
      zh: `不是合法的 YAML（${broken.message}）`,
      en: `not YAML (${broken.message})`,
    };
    throw faultAt(path, lines, broken.pos[0], fault);
  }
  const { locales } = await import('zod');
  const schema = await load();
  // An anchor that unfolds without end is refused by the parser's own limit, which throws here.
  const value = plainValue(document, path);
  const checked = schema.safeParse(value ?? {}, { reportInput: true });
  if (checked.success) return checked.data;
  const { issues } = checked.error;
  // A name that is missing is mostly one that is written wrongly.
  const issue = (issues.find(({ code }) => code === 'unrecognized_keys') ??
    issues[0]) as core.$ZodIssue;
  const known = issue.code === 'unrecognized_keys' ? await namesFor(schema, issue) : NOTHING;
  const fault = {
    zh: named(issue, sayer(locales.zhCN())(issue)) + known.zh,
    en: named(issue, sayer(locales.en())(issue)) + known.en,
  };
  throw faultAt(path, lines, placeOf(document, issue), fault);
}

const NOTHING: Message = { zh: '', en: '' };

/** Which names there are where one is unknown, those that are most like it first. */
async function namesFor(schema: ZodType, issue: core.$ZodIssueUnrecognizedKeys): Promise<Message> {
  const { knownNames } = await import('./known-names.ts');
  const wrong = String(issue.keys[0]);
  const names = knownNames(schema, issue.path);
  if (names.length === 0) return NOTHING;
  const ranked = [...names].sort((one, other) => likeness(other, wrong) - likeness(one, wrong));
  return { zh: `；这里可用的有 ${ranked.join('、')}`, en: `; known here are ${ranked.join(', ')}` };
}

/** Pairs of neighbouring letters that two names share, against how many there are. */
function likeness(one: string, other: string): number {
  const pairs = pairsOf(other);
  const shared = pairsOf(one).filter((pair) => pairs.includes(pair)).length;
  return shared / (one.length + other.length);
}

function pairsOf(name: string): readonly string[] {
  return Array.from({ length: name.length }, (_, at) => ` ${name}`.slice(at, at + 2).toLowerCase());
}

function plainValue(document: Document, path: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(
      {
        zh: `${path}：${why}；请去掉引用或写全`,
        en: `${path}: ${why}; write it out without aliases`,
      },
      { cause },
    );
  }
}

type Sayer = (issue: core.$ZodIssue) => string;

/** The sentences of a language of the checker; it takes issues as they were before a language was chosen. */
function sayer(locale: { localeError: core.$ZodErrorMap }): Sayer {
  return (issue) => {
    const said = locale.localeError(issue as unknown as core.$ZodRawIssue);
    const text = typeof said === 'string' ? said : said?.message;
    return issue.code === 'custom' ? issue.message : (text ?? issue.message);
  };
}

function named(issue: core.$ZodIssue, sentence: string): string {
  return issue.path.length === 0 ? sentence : `${issue.path.map(String).join('.')}: ${sentence}`;
}

/** Where in the text the faulty value stands; of an unknown name, the name itself; of a missing one, what should hold it. */
function placeOf(document: Document, issue: core.$ZodIssue): number {
  if (issue.code === 'unrecognized_keys') {
    const holder = nodeAt(document, issue.path);
    const items = holder !== null && 'items' in holder ? holder.items : [];
    const pair = items.find(
      (item) => String((item as { key?: unknown }).key) === String(issue.keys[0]),
    ) as { key: Node } | undefined;
    if (pair?.key.range) return pair.key.range[0];
  }
  for (let depth = issue.path.length; depth >= 0; depth--) {
    const node = nodeAt(document, issue.path.slice(0, depth));
    if (node?.range) return node.range[0];
  }
  return 0;
}

function nodeAt(document: Document, path: readonly PropertyKey[]): Node | null {
  const node = path.length === 0 ? document.contents : document.getIn(path as string[], true);
  return node !== null && typeof node === 'object' && 'range' in node ? (node as Node) : null;
}

function faultAt(path: string, lines: LineCounter, at: number, fault: Message): InputError {
  const { line, col } = lines.linePos(at);
  return new InputError({
    zh: `${path} 第 ${line} 行第 ${col} 列：${fault.zh}`,
    en: `${path} line ${line}, column ${col}: ${fault.en}`,
  });
}

function unreadable(path: string, cause: NodeJS.ErrnoException): InputError {
  return new InputError(
    {
      zh: `${path}：读不了（${cause.code}）；请检查文件和权限`,
      en: `${path}: cannot be read (${cause.code}); check the file and its permissions`,
    },
    { cause },
  );
}
