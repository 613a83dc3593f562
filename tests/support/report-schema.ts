import { FLAGS } from '../../src/model/flags.ts';
import {
  ASPECTS,
  KINDS,
  labelsOf,
  SENTIMENTS,
  SIGNALS,
  STAGES,
  URGENCIES,
} from '../../src/model/labels.ts';
import { AUDIENCES } from '../../src/report/audiences.ts';
import { REPORT_VERSION } from '../../src/report/json.ts';
import { VIEW_IDS } from '../../src/report/views.ts';

type Schema = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, Schema>>;

const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const list = (items: Schema): Schema => ({ type: 'array', items });
const or = (...anyOf: readonly Schema[]): Schema => ({ anyOf });
const one = (...values: readonly (string | null)[]): Schema => ({ enum: values });
/** An object with these fields and no others. */
const fields = (properties: Fields, optional: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

const NULL: Schema = { type: 'null' };
const TEXT: Schema = { type: 'string' };
const NUMBER: Schema = { type: 'number' };
const COUNT: Schema = { type: 'integer', minimum: 0 };
const PART: Schema = { type: 'number', minimum: 0, maximum: 1 };
const DAY: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
const MESSAGE = fields({ zh: TEXT, en: TEXT });
const CHANGE = one('new', 'worse', 'same', 'better', 'gone');
const PERIOD = fields({ since: DAY, until: DAY, voices: COUNT });

const SENTIMENT_COUNTS: Fields = Object.fromEntries(
  labelsOf(SENTIMENTS).map((label) => [label, COUNT]),
);
const SHARE: Fields = { count: COUNT, n: COUNT, value: PART, low: PART, high: PART };
const VALUE: Fields = {
  ...{ value: or(NUMBER, NULL), low: or(NUMBER, NULL), high: or(NUMBER, NULL), n: COUNT },
};
const labelled = (labels: readonly string[]): Schema => fields({ label: one(...labels), ...SHARE });
const named = fields({ name: or(TEXT, NULL), voices: COUNT });

const TREND = fields({
  direction: one('rising', 'falling', 'steady', 'unclear'),
  ...{ recent: COUNT, recent_total: COUNT, base: COUNT, base_total: COUNT },
  ...{ ratio: NUMBER, p: PART, q: PART },
});

const PAIN = fields({
  ...{ pain_id: TEXT, rank: COUNT, label: TEXT, other: or(one('general', 'unclear'), NULL) },
  ...{ aspect: one(...labelsOf(ASPECTS)), stage: one(...labelsOf(STAGES)) },
  ...{
    voices: COUNT,
    customers: or(COUNT, NULL),
    share: ref('share'),
    severity: PART,
    weight: NUMBER,
  },
  ...{ priority: NUMBER, quadrant: one('act', 'ease', 'watch', 'note'), told: COUNT },
  ...{ stability: PART },
  status: one('actionable', 'insufficient', 'general', 'unclear', 'hidden'),
  surge: or(
    fields({ weeks: COUNT, voices: COUNT, expected: NUMBER, ratio: NUMBER, p: PART }),
    NULL,
  ),
  candidates: list(
    fields({
      dimension: one('product', 'channel', 'group', 'stage'),
      ...{ name: TEXT, voices: COUNT, share: PART, base: PART },
      ...{ lift: NUMBER, low: NUMBER, high: NUMBER, q: PART },
    }),
  ),
  urgent: COUNT,
  signals: fields(
    Object.fromEntries(labelsOf(SIGNALS).map((signal) => [signal, COUNT])),
    labelsOf(SIGNALS),
  ),
  trend: TREND,
  ...{ first_seen: or(DAY, NULL), last_seen: or(DAY, NULL), series: list(COUNT) },
  stages: list(fields({ stage: one(...labelsOf(STAGES)), voices: COUNT })),
  ...{ channels: list(named), customer_groups: list(named), products: list(named) },
  quotes: list(ref('quote')),
});

const COMPARISON = fields({
  ...{ now: PERIOD, before: PERIOD },
  negative: fields({
    ...{ now: ref('share'), before: ref('share') },
    ...{ difference: NUMBER, difference_low: NUMBER, difference_high: NUMBER, change: CHANGE },
  }),
  metrics: list(
    fields({
      ...{ metric: TEXT, now: fields(VALUE), before: fields(VALUE) },
      ...{ difference: or(NUMBER, NULL), difference_low: or(NUMBER, NULL) },
      ...{ difference_high: or(NUMBER, NULL), change: CHANGE },
    }),
  ),
  pains: list(
    fields({
      ...{ pain_id: TEXT, label: TEXT, now: ref('share'), before: ref('share') },
      ...{ difference: NUMBER, difference_low: NUMBER, difference_high: NUMBER, q: PART },
      change: CHANGE,
    }),
  ),
});

const CLEANING = fields({
  flags: list(fields({ flag: one(...labelsOf(FLAGS)), voices: COUNT })),
  ...{ duplicate_groups: COUNT, excluded: COUNT, suspect: COUNT },
  metrics: list(fields({ metric: TEXT, all: fields(VALUE), clean: fields(VALUE) })),
  pains: list(fields({ pain_id: TEXT, label: TEXT, all: ref('share'), clean: ref('share') })),
});

/** Of the codebook, or of a team's own journey, with its name. */
const STAGE = fields(
  {
    ...{ stage: TEXT, name: MESSAGE, voices: COUNT },
    emotion: or(fields({ mean: NUMBER, low: NUMBER, high: NUMBER, n: COUNT }), NULL),
    marks: list(one('peak', 'valley', 'end')),
    pains: list(TEXT),
  },
  ['name'],
);

const ALWAYS: Fields = {
  version: { const: REPORT_VERSION },
  view: one(null, ...VIEW_IDS),
  audience: one(null, ...Object.keys(AUDIENCES)),
  scope: fields({
    ...{ voices: COUNT, customers: or(COUNT, NULL), opinions: COUNT, negative_opinions: COUNT },
    ...{ first_day: or(DAY, NULL), last_day: or(DAY, NULL) },
    ...{ undated: COUNT, without_text: COUNT, unclustered: COUNT },
  }),
  notes: list(MESSAGE),
};

/** Parts that only some views have; the whole report has all but `hint`, which an empty store has. */
const PARTS: Fields = {
  ...{ sources: list(ref('group')), channels: list(ref('group')) },
  ...{ customer_groups: list(ref('group')), products: list(ref('group')) },
  comparison: or(COMPARISON, NULL),
  sentiment: list(labelled(labelsOf(SENTIMENTS))),
  ...{ months: list(ref('period')), weeks: list(ref('period')) },
  ...{ pains: list(ref('pain')), others: list(ref('pain')) },
  ...{ rising: list(TEXT), falling: list(TEXT), stages: list(STAGE) },
  kinds: list(labelled(labelsOf(KINDS))),
  aspects: list(
    fields({
      ...{ aspect: one(...labelsOf(ASPECTS)), voices: COUNT, positive: COUNT, negative: COUNT },
    }),
  ),
  signals: list(labelled(labelsOf(SIGNALS))),
  urgency: list(labelled(labelsOf(URGENCIES))),
  metrics: list(
    fields({
      ...{ metric: TEXT, name: MESSAGE, ...VALUE },
      ...{ unit: one('points', 'percent', 'minutes', 'score'), with_text: or(COUNT, NULL) },
      ...{ target: or(NUMBER, NULL), status: one('met', 'missed', 'unclear', null) },
      pains: list(fields({ pain_id: TEXT, label: TEXT, voices: COUNT })),
      formula: MESSAGE,
    }),
  ),
  quadrants: fields({ told: COUNT, severity: PART }),
  themes: list(fields({ aspect: one(...labelsOf(ASPECTS)), negative: COUNT, pains: list(TEXT) })),
  urgent_voices: list(
    fields({
      ...{ channel: or(TEXT, NULL), product: or(TEXT, NULL), pains: list(TEXT) },
      ...{ signals: list(one(...labelsOf(SIGNALS))), quote: ref('quote') },
    }),
  ),
  cleaning: CLEANING,
  evidence: list(fields({ of: TEXT, label: or(TEXT, NULL), quotes: list(ref('quote')) })),
  hint: MESSAGE,
};

/** What `voc report --format json` writes, as JSON Schema. */
export const REPORT_SCHEMA: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'voc report --format json',
  description:
    'Shares are from 0 to 1 with the ends of their 95 % interval; figures have at most six significant digits; null is a figure that does not exist.',
  ...fields({ ...ALWAYS, ...PARTS }, Object.keys(PARTS)),
  $defs: {
    share: fields(SHARE),
    group: fields({ name: or(TEXT, NULL), ...SENTIMENT_COUNTS }),
    period: fields({
      ...{ period: TEXT, voices: COUNT, ...SENTIMENT_COUNTS },
      ...{ negative_share: or(ref('share'), NULL), mean_score: or(NUMBER, NULL) },
    }),
    quote: fields(
      {
        ...{ voice_id: TEXT, voice_key: TEXT, span: TEXT, before: TEXT, after: TEXT },
        ...{ voices: COUNT, created_at: or(TEXT, NULL), answer: TEXT },
      },
      ['answer'],
    ),
    pain: PAIN,
  },
};
