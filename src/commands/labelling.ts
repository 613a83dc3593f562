import { type AnnotateResources, annotateEach } from '../annotate/annotate.ts';
import { createRecordWriter } from '../io/record-bytes.ts';
import type { Annotation } from '../model/annotation.ts';
import type { Cell } from '../model/store.ts';

/** Texts to be labelled, and no more of their rows than that takes: it is sent to a worker. */
export interface Job {
  readonly texts: readonly string[];
  /** What makes whole records of the labels; null where the cells of a table are wanted. */
  readonly records: RecordParts | null;
}

/** What stands in records besides labels, by the index of the text. */
export interface RecordParts {
  readonly ids: readonly string[];
  /** The other columns as JSON, empty where there are none. */
  readonly attributes: readonly string[];
  /** What stands between two records. */
  readonly between: string;
}

/** What a job gives; of the two, one is empty. */
export interface Labelled {
  /** Records in UTF-8. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Cells in the order of `LABEL_COLUMNS` for each text. */
  readonly cells: readonly (readonly Cell[])[];
}

/** Columns that the labels of a text fill in a table. */
export const LABEL_COLUMNS: readonly string[] = [
  'sentiment',
  'score',
  'kinds',
  'stages',
  'signals',
  'urgency',
  'opinions',
];

const NO_BYTES: Uint8Array<ArrayBuffer> = new Uint8Array(0);

/** Does jobs in this thread. It keeps work space between calls: use one per thread. */
export function createLabelling(resources: AnnotateResources): (job: Job) => Labelled {
  const writer = createRecordWriter();
  return ({ texts, records }) => {
    if (records === null) {
      const cells: (readonly Cell[])[] = [];
      annotateEach(texts, resources, (annotation) => cells.push(cellsOf(annotation)));
      return { bytes: NO_BYTES, cells };
    }
    const { ids, attributes, between } = records;
    annotateEach(texts, resources, (annotation, at) => {
      if (at > 0) writer.separate(between);
      writer.add(ids[at] ?? '', texts[at] ?? '', annotation, attributes[at] ?? '');
    });
    return { bytes: writer.take(), cells: [] };
  };
}

function cellsOf(labels: Annotation): readonly Cell[] {
  return [
    labels.sentiment.label,
    labels.sentiment.score,
    labels.kinds.join('|'),
    labels.stages.join('|'),
    labels.signals.join('|'),
    labels.urgency,
    JSON.stringify(labels.opinions),
  ];
}
