import type { HeaderLexicon } from '../../lexicon/headers.ts';
import type { PersonalLexicon } from '../../lexicon/personal.ts';
import type { SourceItem } from '../../model/source.ts';
import { bareValue, isBlank, isObject } from '../cells.ts';
import type { Layout } from '../layout.ts';
import { speakerOf } from '../sides.ts';
import { fieldTreatment, type Treatment, treatmentsOf } from './columns.ts';
import type { PersonalFinder } from './find.ts';
import { MARKS, maskText } from './mask.ts';
import { isWholeName } from './names.ts';
import { customerToken, isAnonymous, type KeyedHash, tokenOf } from './tokens.ts';

/** What protection needs to know of the language and of the person's key. */
export interface PrivacyOptions {
  readonly headers: HeaderLexicon;
  readonly personal: PersonalLexicon;
  readonly find: PersonalFinder;
  readonly keyed: KeyedHash;
}

/** Takes personal data out of one export. */
export interface Privacy {
  /** A row without personal data, before anything else reads it. */
  readonly item: (item: SourceItem) => SourceItem;
  readonly layout: Layout;
  readonly text: (text: string) => string;
  /** The value of a column, by the name of the column. */
  readonly cell: (column: string, value: string) => string;
  /** The token of a customer id; a known anonymous name stays. */
  readonly customer: (id: string) => string;
  /** An id of a voice; one that is somebody's number becomes a token. */
  readonly id: (id: string) => string;
}

/** Fields whose treatment is remembered; a hostile export has a new name in every row. */
const MOST_FIELDS = 10_000;
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
  const treatments = treatmentsOf(layout, sample, personal);
  const fields = new Map(layout.columns.map(({ name }, at) => [name, treatments[at] ?? 'text']));
  const known = new Map<string, string>();

  /** Channels, products and days come again and again. */
  function text(value: string): string {
    if (value.length > LONGEST_TEXT) return maskText(value, find);
    const before = known.get(value);
    if (before !== undefined) return before;
    const masked = maskText(value, find);
    if (known.size < MOST_TEXTS) known.set(value, masked);
    return masked;
  }

  const cell = (value: string, treatment: Treatment): string =>
    treatment === 'text' || isBlank(value)
      ? text(value)
      : protectedValue(value, treatment, options);

  function treatmentOf(path: string, name: string): Treatment {
    const known = fields.get(path);
    if (known !== undefined) return known;
    const treatment = fieldTreatment(name, headers, personal);
    if (fields.size < MOST_FIELDS) fields.set(path, treatment);
    return treatment;
  }

  function field(value: unknown, path: string, name: string): unknown {
    if (typeof value === 'string') return cell(value, treatmentOf(path, name));
    if (typeof value === 'number' || typeof value === 'bigint') {
      const written = String(value);
      const masked = cell(written, treatmentOf(path, name));
      return masked === written ? value : masked;
    }
    if (Array.isArray(value)) return value.map((one) => field(one, path, name));
    return isObject(value) ? object(value, `${path}.`) : value;
  }

  function object(
    record: Readonly<Record<string, unknown>>,
    prefix: string,
  ): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(record).map(([name, value]) => [
        text(name),
        field(value, prefix + name, name),
      ]),
    );
  }

  /** Cells that have slipped because of a delimiter too many are treated as if counted from either end. */
  function row(cells: readonly string[]): readonly string[] {
    if (cells.every((value, at) => value.trim() === layout.columns[at]?.name))
      return cells.map(text);
    const extra = layout.aligned ? 0 : Math.max(0, cells.length - treatments.length);
    return cells.map((value, at) => {
      const own = treatments[at] ?? 'text';
      return cell(value, own === 'text' ? (treatments[at - extra] ?? own) : own);
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
      return piece.replace(value, known ? cell(value, treatmentOf(name, name)) : '…');
    }
    return treatment === undefined || treatment === 'text' ? piece : cell(piece, treatment);
  }

  return {
    text,
    cell: (column, value) => cell(value, treatmentOf(column, column)),
    id: (value) => protectedId(value, options),
    customer: (value) => protectedCustomer(value, options),
    layout: {
      ...layout,
      columns: layout.columns.map((column, at) => ({
        ...column,
        name: text(column.name),
        example: cell(column.example, treatments[at] ?? 'text'),
      })),
    },
    item: (item) => {
      if (item.kind === 'row') return { ...item, cells: row(item.cells) };
      if (item.kind === 'object') return { ...item, fields: object(item.fields, '') };
      return { ...item, raw: raw(item.raw) };
    },
  };
}

/** A value that is not blank, in a column of its own kind. */
function protectedValue(
  value: string,
  treatment: Exclude<Treatment, 'text'>,
  options: PrivacyOptions,
): string {
  if (treatment === 'customer') return protectedCustomer(bareValue(value), options);
  if (treatment === 'id') return protectedId(value, options);
  const masked = maskText(value, options.find);
  if (treatment === 'speaker') {
    return speakerOf(value, options.headers) === null ? MARKS.name : masked;
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

function protectedId(value: string, { find, keyed }: PrivacyOptions): string {
  return find(value).length === 0 ? value : tokenOf('v', value, keyed);
}

const CODE = /[a-z0-9]\W?[a-z0-9]\W?[a-z0-9]\W?[a-z0-9]/i;

/** What a value of a column must look like to be replaced whole: a column 电话 may say 否. */
const PLAUSIBLE: Readonly<Record<keyof typeof MARKS, RegExp>> = {
  name: /\S/,
  address: /\S{4}/,
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
