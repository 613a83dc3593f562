import type { Annotation, Opinion } from '../model/annotation.ts';
import type { Labelling } from '../model/evaluation.ts';
import type { SourceItem } from '../model/source.ts';
import { isObject } from './cells.ts';
import { parseLabels } from './labels.ts';

/** The column in which an engine that ran `voc annotate` hands over what was found, and of which column and by which version. */
const COLUMN = 'voc';
/** Texts that are remembered at least: more than lie between the reading of a row and the making of its voice. */
const REMEMBERED = 8_192;

/** Annotations that came with an export, by their text: what is found in a text depends on nothing else. */
export interface GivenAnnotations {
  /** The rows without the column of annotations, whose content is remembered for some thousand rows. */
  readonly take: (items: readonly SourceItem[]) => readonly SourceItem[];
  /** The annotation of a text that was read lately; undefined where none came with it. */
  readonly of: (text: string) => Annotation | undefined;
  /** Rows without a usable annotation: none at all, of another version, or not what the codebook says. */
  readonly unusable: () => number;
}

/**
 * Takes annotations out of the rows of an export: the column `voc`, an object or JSON with the labels of the
 * record of `voc annotate`, `column`, the name of the column that holds the text, and `engine`.
 * @param engine version of the program: the labels of another one are not those that this one gives
 */
export function givenAnnotations(engine: string): GivenAnnotations {
  let recent = new Map<string, Annotation>();
  let earlier = new Map<string, Annotation>();
  let unusable = 0;

  function remember(text: string, annotation: Annotation): void {
    if (recent.size >= REMEMBERED) {
      earlier = recent;
      recent = new Map();
    }
    recent.set(text, annotation);
  }

  function strip(item: SourceItem): SourceItem {
    if (item.kind !== 'object') return item;
    const { [COLUMN]: given, ...fields } = item.fields;
    const found = annotationIn(given, fields, engine);
    if (found === null) unusable += 1;
    else remember(found.text, found.annotation);
    return { ...item, fields };
  }

  return {
    take: (items) => items.map(strip),
    of: (text) => recent.get(text) ?? earlier.get(text),
    unusable: () => unusable,
  };
}

interface Found {
  readonly text: string;
  readonly annotation: Annotation;
}

function annotationIn(
  given: unknown,
  fields: Readonly<Record<string, unknown>>,
  engine: string,
): Found | null {
  const record = typeof given === 'string' ? parsed(given) : given;
  if (!isObject(record) || record['engine'] !== engine) return null;
  const text = fields[String(record['column'])];
  if (typeof text !== 'string') return null;
  let faults = 0;
  const { labels } = parseLabels(
    (field) => record[field],
    text,
    () => {
      faults += 1;
    },
  );
  const annotation = faults > 0 ? null : wholeOf(labels, termsIn(record['opinions']));
  return annotation === null ? null : { text, annotation };
}

/** What `parseLabels` read, where nothing of a record is missing. */
function wholeOf(labels: Labelling, terms: readonly (string | null)[]): Annotation | null {
  const { sentiment: label, score, kinds, stages, signals, urgency } = labels;
  const isWhole = label && score !== undefined && kinds && stages && signals && urgency;
  if (!isWhole || !labels.opinions) return null;
  const opinions: Opinion[] = [];
  for (const [at, { aspect, stage, ...opinion }] of labels.opinions.entries()) {
    if (aspect === null || stage === null) return null;
    opinions.push({ ...opinion, aspect, stage, term: terms[at] ?? null });
  }
  return { sentiment: { label, score }, kinds, opinions, stages, signals, urgency };
}

function termsIn(opinions: unknown): readonly (string | null)[] {
  const list: readonly unknown[] = Array.isArray(opinions) ? opinions : [];
  return list.map((opinion) => {
    const term = isObject(opinion) ? opinion['term'] : null;
    return typeof term === 'string' ? term : null;
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
