import type { HeaderLexicon } from '../../lexicon/headers.ts';
import type { PersonalLexicon } from '../../lexicon/personal.ts';
import type { SourceItem } from '../../model/source.ts';
import { bareValue, isBlank, isObject } from '../cells.ts';
import type { Layout } from '../layout.ts';
import { speakerOf } from '../sides.ts';
import { strangersIn } from '../transcript.ts';
import { fieldTreatment, type Treatment, treatmentsOf } from './columns.ts';
import { CUSTOMER_MARK, isDistinctive, type Known, withoutKnown } from './customer.ts';
import type { PersonalFinder } from './find.ts';
import { MARKS, maskText } from './mask.ts';
import { isWholeName } from './names.ts';
import { customerToken, isAnonymous, isToken, type KeyedHash, tokenOf } from './tokens.ts';

/** What protection needs to know of the language and of the person's key. */
export interface PrivacyOptions {
  readonly headers: HeaderLexicon;
  readonly personal: PersonalLexicon;
  readonly find: PersonalFinder;
  readonly keyed: KeyedHash;
}

/** Takes personal data out of the values of one row. */
export interface RowPrivacy {
  readonly text: (text: string) => string;
  /** The value of a column, by the name of the column. */
  readonly cell: (column: string, value: string) => string;
  /** An id of a voice; one that is somebody's number, or holds the customer's id, becomes a token. */
  readonly id: (id: string) => string;
  /** The token of a customer id; a known anonymous name stays. */
  readonly customer: (id: string) => string;
}

/** Takes personal data out of one export. */
export interface Privacy extends RowPrivacy {
  /** A row without personal data, before anything else reads it. */
  readonly item: (item: SourceItem) => SourceItem;
  readonly layout: Layout;
  /** The same for values of a row of which the customer and the columns without a role are known. */
  readonly ofRow: (customer: string | null, others: Readonly<Record<string, string>>) => RowPrivacy;
}

/** Fields whose treatment is remembered; a hostile export has a new name in every row. */
const MOST_FIELDS = 10_000;
const NOTHING: readonly Known[] = [];
/** Texts that are remembered as protected, the first that come, and their greatest length: a longer one hardly comes again. */
const MOST_TEXTS = 10_000;
const LONGEST_TEXT = 12;

/**
 * The protection of one export.
 * @param sample its first items, for columns whose values tell what their name does not
 */
export function createPrivacy(
  layout: Layout,
  sample: readonly SourceItem[],
  options: PrivacyOptions,
): Privacy {
  const { headers, personal, find } = options;
  const treatments = treatmentsOf(layout, sample, headers, personal);
  const fields = new Map(layout.columns.map(({ name }, at) => [name, treatments[at] ?? 'text']));
  const known = new Map<string, string>();
  /** Places and names of the columns that tell who the customer of a row is: of those with a role the one of customers alone. */
  const telling = layout.columns.flatMap(({ name, role }, at) => {
    const holds = treatments[at] === 'customer' || treatments[at] === 'name';
    return holds && (role === 'customerId' || role === 'ignored') ? [{ name, at }] : [];
  });
  const transcripts = new Set(
    layout.columns.flatMap(({ name, role }) => (role === 'turns' ? [name] : [])),
  );
  const tellingNames = new Set(telling.map(({ name }) => name));

  /** Channels, products and days come again and again. */
  function text(value: string): string {
    if (value.length > LONGEST_TEXT) return maskText(value, find);
    const before = known.get(value);
    if (before !== undefined) return before;
    const masked = maskText(value, find);
    if (known.size < MOST_TEXTS) known.set(value, masked);
    return masked;
  }

  function cell(value: string, treatment: Treatment, known: readonly Known[]): string {
    if (treatment === 'text' || isBlank(value)) return withoutKnown(text(value), known);
    if (treatment === 'id') return protectedId(value, known, options);
    return protectedValue(value, treatment, options);
  }

  /** A written transcript without the nicknames of those who speak: who is who is told by what each of them says. */
  function transcript(value: string): string {
    return strangersIn(value, headers).reduce(
      (text, label) => withoutLabel(text, label, tokenOf('v', label, options.keyed)),
      value,
    );
  }

  /** What a value tells that must not stand elsewhere in its row either; nothing where it may stand for something else. */
  function knownIn(value: string, treatment: Treatment): readonly Known[] {
    if (treatment !== 'customer' && treatment !== 'name') return NOTHING;
    const bare = bareValue(value);
    if (!isDistinctive(bare, personal)) return NOTHING;
    return [{ value: bare, mark: treatment === 'customer' ? CUSTOMER_MARK : MARKS.name }];
  }

  function treatmentOf(path: string, name: string): Treatment {
    const known = fields.get(path);
    if (known !== undefined) return known;
    const treatment = fieldTreatment(name, headers, personal);
    if (fields.size < MOST_FIELDS) fields.set(path, treatment);
    return treatment;
  }

  function field(value: unknown, path: string, name: string, known: readonly Known[]): unknown {
    if (typeof value === 'string') {
      const masked = cell(value, treatmentOf(path, name), known);
      return transcripts.has(path) ? transcript(masked) : masked;
    }
    if (typeof value === 'number' || typeof value === 'bigint') {
      const written = String(value);
      const masked = cell(written, treatmentOf(path, name), known);
      return masked === written ? value : masked;
    }
    if (Array.isArray(value)) return value.map((one) => field(one, path, name, known));
    return isObject(value) ? object(value, `${path}.`, known) : value;
  }

  function object(
    record: Readonly<Record<string, unknown>>,
    prefix: string,
    known: readonly Known[],
  ): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(record).map(([name, value]) => [
        text(name),
        field(value, prefix + name, name, known),
      ]),
    );
  }

  /** What the fields of an object tell; those of its lists are each of another. */
  function knownInFields(
    record: Readonly<Record<string, unknown>>,
    prefix: string,
  ): readonly Known[] {
    return Object.entries(record).flatMap(([name, value]) => {
      if (isObject(value)) return knownInFields(value, `${prefix}${name}.`);
      const path = prefix + name;
      if (typeof value !== 'string' && typeof value !== 'number') return NOTHING;
      return tellingNames.has(path) ? knownIn(String(value), treatmentOf(path, name)) : NOTHING;
    });
  }

  /** Of hardly any row another cell holds the customer: that is looked for before the value itself is looked at. */
  function knownInRow(cells: readonly string[], extra: number): readonly Known[] {
    let known = NOTHING;
    for (const { at } of telling) {
      for (let place = at; place <= at + extra; place += Math.max(1, extra)) {
        const value = bareValue(cells[place] ?? '');
        const isAgain =
          value !== '' && cells.some((cell, other) => other !== place && cell.includes(value));
        if (isAgain) known = [...known, ...knownIn(value, treatments[at] ?? 'text')];
      }
    }
    return known;
  }

  function knownInItem(item: SourceItem): readonly Known[] {
    if (item.kind === 'row') return knownInRow(item.cells, 0);
    return item.kind === 'object' ? knownInFields(item.fields, '') : NOTHING;
  }

  /** Cells that have slipped because of a delimiter too many are treated as if counted from either end. */
  function row(cells: readonly string[]): readonly string[] {
    if (cells.every((value, at) => value.trim() === layout.columns[at]?.name))
      return cells.map(text);
    const extra = layout.aligned ? 0 : Math.max(0, cells.length - treatments.length);
    const known = knownInRow(cells, extra);
    return cells.map((value, at) => {
      const own = treatments[at] ?? 'text';
      const masked = cell(value, own === 'text' ? (treatments[at - extra] ?? own) : own, known);
      return layout.columns[at]?.role === 'turns' ? transcript(masked) : masked;
    });
  }

  /** What could not be read as a row: its pieces between delimiters, as far as they are columns. */
  function raw(value: string): string {
    let [masked, kept, column] = ['', 0, 0];
    // Piece by piece, since a row of a million cells would be a million pieces at once.
    for (const { 0: piece, index } of value.matchAll(/(?<=^|[,\t;|])[^,\t;|]*/g)) {
      const instead = rawPiece(piece, treatments[column]);
      column += 1;
      if (instead === piece) continue;
      masked += value.slice(kept, index) + instead;
      kept = index + piece.length;
    }
    return text(masked + value.slice(kept));
  }

  function rawPiece(piece: string, treatment: Treatment | undefined): string {
    const named = /^\s*[{[\s]*"([^"]{1,60})"\s*:\s*"?([^"}]*)"?/.exec(piece);
    if (named !== null) {
      const [, name = '', value = ''] = named;
      // Names without end are nobody's columns: no time is spent on what each may mean.
      const known = fields.has(name) || fields.size < MOST_FIELDS;
      return piece.replace(value, known ? cell(value, treatmentOf(name, name), NOTHING) : '…');
    }
    return treatment === undefined || treatment === 'text'
      ? piece
      : cell(piece, treatment, NOTHING);
  }

  const knowing = (known: readonly Known[]): RowPrivacy => ({
    text: (value) => withoutKnown(text(value), known),
    cell: (column, value) => cell(value, treatmentOf(column, column), known),
    id: (value) => protectedId(value, known, options),
    customer: (value) => protectedCustomer(value, options),
  });

  /** Whoever the sample knows: the examples may be of any row of it. */
  const sampled = sample.flatMap(knownInItem);

  function shownExample(
    { example, role }: Layout['columns'][number],
    treatment: Treatment,
  ): string {
    const masked = cell(example, treatment, sampled);
    return role === 'turns' ? transcript(masked) : masked;
  }

  return {
    ...knowing(NOTHING),
    ofRow: (customer, others) =>
      knowing([
        ...(customer === null ? [] : knownIn(customer, 'customer')),
        ...Object.entries(others).flatMap(([name, value]) =>
          tellingNames.has(name) ? knownIn(value, treatmentOf(name, name)) : NOTHING,
        ),
      ]),
    layout: {
      ...layout,
      columns: layout.columns.map((column, at) => ({
        ...column,
        name: text(column.name),
        example: shownExample(column, treatments[at] ?? 'text'),
      })),
    },
    item: (item) => {
      if (item.kind === 'row') return { ...item, cells: row(item.cells) };
      if (item.kind === 'object') {
        return { ...item, fields: object(item.fields, '', knownInItem(item)) };
      }
      return { ...item, raw: raw(item.raw) };
    },
  };
}

/** Labels of fewer characters may stand for something else inside a sentence. */
const LEAST_LABEL = 3;

/** A transcript with something else in the place of a label, wherever it can only mean who speaks. */
function withoutLabel(text: string, label: string, instead: string): string {
  if (isToken(label) || /^\[.*\]$/.test(label)) return text;
  if (label.length >= LEAST_LABEL) return withoutKnown(text, [{ value: label, mark: instead }]);
  const [before = '', ...parts] = text.split(label);
  return parts.reduce(
    (done, part) =>
      `${done}${/(?:^|[\s|\]】）)>])$/.test(done) && /^[\s:：|\]】）)>→-]/.test(part) ? instead : label}${part}`,
    before,
  );
}

/** A value that is not blank, in a column of its own kind. */
function protectedValue(
  value: string,
  treatment: Exclude<Treatment, 'text' | 'id'>,
  options: PrivacyOptions,
): string {
  if (treatment === 'customer') return protectedCustomer(bareValue(value), options);
  const masked = maskText(value, options.find);
  if (treatment === 'speaker') {
    // Who is who is told by what each of them says, so they stay apart.
    return speakerOf(value, options.headers) === null ? tokenOf('v', value, options.keyed) : masked;
  }
  if (isAnonymous(value) || /^\[[^\]]+\]$/.test(value.trim())) return value;
  if (!PLAUSIBLE[treatment].test(value)) {
    // Where a number is asked for, some people put whom to call.
    return isWholeName(value.trim(), options.personal) ? MARKS.name : masked;
  }
  if (treatment === 'order') return tokenOf('o', bareValue(value), options.keyed);
  return treatment === 'phone' && masked !== value ? masked : MARKS[treatment];
}

function protectedCustomer(value: string, { keyed }: PrivacyOptions): string {
  return isAnonymous(value) ? value : customerToken(value, keyed);
}

function protectedId(
  value: string,
  known: readonly Known[],
  { find, keyed }: PrivacyOptions,
): string {
  const isNobodys = find(value).length === 0 && withoutKnown(value, known) === value;
  return isNobodys ? value : tokenOf('v', value, keyed);
}

const CODE = /[a-z0-9]\W?[a-z0-9]\W?[a-z0-9]\W?[a-z0-9]/i;

/** Answers to whether there is somebody, and not to who it is: a column 学生 may say 是. */
const ANSWER = '(?:是|否|有|无|没有|男|女|未知|不详|y|n|yes|no|true|false|-+|/|\\d{1,3})';

/** What a value of a column must look like to be replaced whole: a column 电话 may say 否. */
const PLAUSIBLE: Readonly<Record<keyof typeof MARKS, RegExp>> = {
  name: new RegExp(`^(?!\\s*${ANSWER}\\s*$)[^]*\\S`, 'i'),
  address: /\d|\S{4}/,
  phone: /(?:\d\D?){5}/,
  landline: /(?:\d\D?){5}/,
  order: /\d{4}/,
  identity: CODE,
  card: CODE,
  email: CODE,
  plate: CODE,
  qq: CODE,
  wechat: CODE,
  document: CODE,
  ip: CODE,
};
