import type { LabelledOpinion, Labelling } from '../model/evaluation.ts';
import {
  ASPECTS,
  KINDS,
  type Message,
  POLARITIES,
  SENTIMENTS,
  SIGNALS,
  STAGES,
  URGENCIES,
} from '../model/labels.ts';
import { isBlank, isObject, textOf } from './cells.ts';

/** What labelled files call the fields of the codebook. */
export const FIELD_NAMES: Readonly<Record<FieldName, readonly string[]>> = {
  sentiment: ['sentiment', '情感'],
  label: ['label', 'polarity', '标签'],
  kinds: ['kinds', '类型'],
  stages: ['stages', '阶段'],
  signals: ['signals', '信号'],
  urgency: ['urgency', '紧急程度'],
  opinions: ['opinions', '观点'],
  score: ['score'],
};
export type FieldName =
  | 'sentiment'
  | 'label'
  | 'kinds'
  | 'stages'
  | 'signals'
  | 'urgency'
  | 'opinions'
  | 'score';

/** Takes the reason why a value cannot be read. */
type Fault = (reason: Message) => void;
type LabelTable<Label extends string> = Readonly<Record<Label, Message>>;

/** What a row says of its voice, and the number where its `label` is one. */
export interface ParsedLabels {
  readonly labels: Labelling;
  readonly number: number | null;
}

/**
 * Reads the labels of one row: identifiers of the codebook or their names in either language, several in one cell
 * joined with `|`, opinions as JSON. An empty cell means none where there may be none (signals, opinions); any
 * other field it leaves unlabelled.
 */
export function parseLabels(
  cellOf: (field: FieldName) => unknown,
  text: string,
  fault: Fault,
): ParsedLabels {
  const label = cellOf('label');
  const number = ['1', '0', '-1'].includes(textOf(label).trim()) ? Number(label) : null;
  const given = cellOf('sentiment') ?? (number === null ? label : undefined);
  const sentiment = isObject(given) ? given['label'] : given;
  const score = isObject(given) ? given['score'] : cellOf('score');
  const one = <Label extends string>(
    value: unknown,
    table: LabelTable<Label>,
  ): Label | undefined => {
    return labelOf(textOf(value), table, fault);
  };
  const some = <Label extends string>(
    field: FieldName,
    table: LabelTable<Label>,
  ): Label[] | undefined => {
    const value = cellOf(field);
    if (value === undefined || value === null) return undefined;
    const labels = listOf(value).flatMap((item) => labelOf(textOf(item), table, fault) ?? []);
    return [...new Set(labels)];
  };
  const filled = <Label>(labels: Label[] | undefined): Label[] | undefined =>
    labels?.length === 0 ? undefined : labels;
  const isOfLabel = (cellOf('sentiment') ?? null) === null;
  return {
    labels: defined({
      sentiment: labelOf(textOf(sentiment), SENTIMENTS, isOfLabel ? withNumbers(fault) : fault),
      score: isBlank(textOf(score)) || Number.isNaN(Number(score)) ? undefined : Number(score),
      kinds: filled(some('kinds', KINDS)),
      stages: filled(some('stages', STAGES)),
      signals: some('signals', SIGNALS),
      urgency: one(cellOf('urgency'), URGENCIES),
      opinions: opinionsIn(cellOf('opinions'), text, fault),
    }),
    number,
  };
}

/** Tells of a fault in a column `label`, where numbers are known too. */
function withNumbers(fault: Fault): Fault {
  return ({ zh, en }) =>
    fault({ zh: `${zh}，label 列还可以是 1、0、-1`, en: `${en}, in a column label also 1, 0, -1` });
}

/** The fields that have a value. */
function defined(
  labels: { readonly [Field in keyof Labelling]: Labelling[Field] | undefined },
): Labelling {
  return Object.fromEntries(
    Object.entries(labels).filter(([, value]) => value !== undefined),
  ) as Labelling;
}

/** The values of a list, of a JSON list in a cell, or of a cell that joins them. */
function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const text = textOf(value).trim();
  const list = text.startsWith('[') ? jsonOf(text) : undefined;
  if (Array.isArray(list)) return list;
  return text.split(/[|,;，；、]/);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The label that a value names; `undefined` for a blank one and, with a fault told, for one that nobody knows. */
function labelOf<Label extends string>(
  value: string,
  table: LabelTable<Label>,
  fault: Fault,
): Label | undefined {
  const wanted = value.trim().toLowerCase();
  const entries = Object.entries<Message>(table);
  const found = entries.find(([id, { zh, en }]) => [id, zh, en].includes(wanted))?.[0];
  if (found !== undefined) return found as Label;
  // Only now: `none` is a label of urgency, and what programs write for nothing.
  if (isBlank(value)) return undefined;
  fault({
    zh: `不认识标签「${value}」；应为 ${entries.map(([, { zh }]) => zh).join('、')} 之一（或其标识，如 ${entries[0]?.[0]}）`,
    en: `unknown label "${value}"; known are ${entries.map(([id]) => id).join(', ')}`,
  });
  return undefined;
}

function opinionsIn(value: unknown, text: string, fault: Fault): LabelledOpinion[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && isBlank(value)) return [];
  const list = typeof value === 'string' ? jsonOf(value) : value;
  if (!Array.isArray(list)) {
    fault({ zh: 'opinions 不是 JSON 列表', en: 'opinions is not a JSON list' });
    return undefined;
  }
  const places = new Map<string, number>();
  return list.flatMap((item, at) => opinionOf(item, at + 1, text, places, fault) ?? []);
}

/** @param places where to look for a span that is named without its offsets, after an equal one before it */
function opinionOf(
  item: unknown,
  number: number,
  text: string,
  places: Map<string, number>,
  fault: Fault,
): LabelledOpinion | undefined {
  const fields = isObject(item) ? item : {};
  const polarity = labelOf(textOf(fields['polarity']), POLARITIES, fault);
  const [start, end] = placeOf(fields, text, places);
  if (polarity === undefined) return undefined;
  if (start < 0) {
    fault({
      zh: `第 ${number} 个观点的 span、start、end 与文本对不上`,
      en: `span, start and end of opinion ${number} do not agree with the text`,
    });
    return undefined;
  }
  const optional = <Label extends string>(field: string, table: LabelTable<Label>): Label | null =>
    labelOf(textOf(fields[field]), table, fault) ?? null;
  return {
    span: text.slice(start, end),
    start,
    end,
    polarity,
    aspect: optional('aspect', ASPECTS),
    stage: optional('stage', STAGES),
  };
}

const NOWHERE = [-1, -1] as const;

/** Where an opinion stands: as its offsets say, else where its span is next found; -1 where that is nowhere. */
function placeOf(
  { span, start, end }: Readonly<Record<string, unknown>>,
  text: string,
  places: Map<string, number>,
): readonly [start: number, end: number] {
  if (typeof start === 'number' && typeof end === 'number') {
    const piece = text.slice(start, end);
    const agrees = start >= 0 && piece.length === end - start && piece !== '';
    return agrees && (span === undefined || span === piece) ? [start, end] : NOWHERE;
  }
  if (typeof span !== 'string' || span === '') return NOWHERE;
  const next = text.indexOf(span, places.get(span) ?? 0);
  const at = next < 0 ? text.indexOf(span) : next;
  if (at < 0) return NOWHERE;
  places.set(span, at + span.length);
  return [at, at + span.length];
}
