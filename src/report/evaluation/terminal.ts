import type {
  Confusion,
  Criterion,
  Estimate,
  EvaluatedField,
  Evaluation,
  FieldScore,
  LabelScore,
  Miss,
  OpinionScore,
  Scores,
} from '../../model/evaluation.ts';
import type { Share } from '../../model/findings.ts';
import {
  ASPECTS,
  KINDS,
  type Labels,
  type Language,
  type Message,
  POLARITIES,
  SENTIMENTS,
  SIGNALS,
  STAGES,
  URGENCIES,
} from '../../model/labels.ts';
import { visible } from '../../model/visible.ts';
import { BLANK, count, percent, signed } from '../figures.ts';
import { cutTo, hanging, wrap } from '../terminal/layout.ts';
import { type Paint, painting } from '../terminal/paint.ts';
import { type Column, tableRows } from '../terminal/table.ts';
import { groupName, WORDS } from '../wording.ts';

/** How an evaluation is to look on a terminal. */
export interface EvaluationOptions {
  readonly language: Language;
  readonly color: boolean;
  readonly width: number;
}

interface Page {
  readonly width: number;
  readonly paint: Paint;
  readonly say: (message: Message) => string;
  readonly language: Language;
}

const LEAST_WIDTH = 72;
/** Groups that are listed; the other formats hold all. */
const SHOWN_GROUPS = 20;
/** Labels or opinions that are listed of one miss. */
const SHOWN_LABELS = 4;

const FIELDS: Labels<EvaluatedField> = {
  sentiment: WORDS.sentiment,
  polarity: { zh: '正负（二选一）', en: 'Positive or negative' },
  kinds: WORDS.kind,
  stages: WORDS.stage,
  signals: WORDS.signal,
  urgency: WORDS.urgency,
  opinions: WORDS.opinions,
};
const LABELS: Readonly<Record<FieldScore['field'], Labels>> = {
  sentiment: SENTIMENTS,
  polarity: POLARITIES,
  kinds: KINDS,
  stages: STAGES,
  signals: SIGNALS,
  urgency: URGENCIES,
};
const POLARITY_NAMES: Labels<OpinionScore['label']> = {
  all: { zh: '正面与负面', en: 'positive and negative' },
  positive: POLARITIES.positive,
  negative: POLARITIES.negative,
};
const CRITERIA: Labels<Criterion> = {
  span: { zh: '位置、正负', en: 'span, polarity' },
  aspect: { zh: '再加方面', en: '… and aspect' },
  stage: { zh: '再加阶段', en: '… and stage' },
};
const HEADS = {
  field: { zh: '字段', en: 'Field' },
  label: { zh: '标签', en: 'Label' },
  voices: { zh: '条数', en: 'Voices' },
  accuracy: { zh: '准确率', en: 'Accuracy' },
  micro: { zh: '微平均 F1', en: 'Micro F1' },
  macro: { zh: '宏平均 F1', en: 'Macro F1' },
  support: { zh: '应有', en: 'Gold' },
  found: { zh: '给出', en: 'Found' },
  precision: { zh: '精确率', en: 'Precision' },
  recall: { zh: '召回率', en: 'Recall' },
  confusion: { zh: '应为＼给出', en: 'gold \\ found' },
  matching: { zh: '一致的是', en: 'Agreeing in' },
  misses: { zh: '错得最重的', en: 'The worst misses' },
} as const satisfies Record<string, Message>;

/** An evaluation for a person at a terminal, ending in a line break. */
export function renderEvaluation(evaluation: Evaluation, options: EvaluationOptions): string {
  const { language } = options;
  const page: Page = {
    width: Math.max(LEAST_WIDTH, Math.min(200, Math.floor(options.width))),
    paint: painting(options.color),
    say: (message) => message[language],
    language,
  };
  const { scores, groups, misses } = evaluation;
  const blocks = [
    overview(scores, page),
    ...scores.fields.map((score) => fieldBlock(score, page)),
    ...(scores.opinions.length > 0 ? [opinionBlock(scores.opinions, page)] : []),
    ...(groups === null ? [] : [groupBlock(groups, page)]),
    ...(misses.length > 0 ? [missBlock(misses, page)] : []),
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function overview({ voices, fields }: Scores, page: Page): string[] {
  const rows = fields.map(({ field, voices: own, accuracy, micro, macro, kappa }) => [
    page.say(FIELDS[field]),
    count(own),
    figure(accuracy),
    figure(micro.f1),
    figure(macro),
    kappa === null ? BLANK : kappa.toFixed(2),
  ]);
  const heads = [HEADS.field, HEADS.voices, HEADS.accuracy, HEADS.micro, HEADS.macro].map(page.say);
  const title = page.say({
    zh: `评测：${count(voices)} 条声音`,
    en: `Evaluation: ${count(voices)} voices`,
  });
  const legend = page.say({
    zh: '百分数后面是 95% 区间。准确率：标签全对的声音占比。κ：扣除碰巧一致后的一致程度，1 为完全一致。',
    en: 'Behind each percentage its 95% interval. Accuracy: share of voices whose labels are all right. κ: agreement beyond chance, 1 is perfect.',
  });
  return [
    page.paint.bold(title),
    ...wrap(legend, page.width).map(page.paint.dim),
    ...(rows.length > 0 ? table([...heads, 'κ'], rows, page) : []),
  ];
}

function fieldBlock({ field, labels, confusion }: FieldScore, page: Page): string[] {
  const rows = labels.map((score) => [nameOf(field, score.label, page), ...figures(score)]);
  return [
    heading(FIELDS[field], page),
    ...table([HEADS.label, ...SCORE_HEADS].map(page.say), rows, page),
    ...(confusion === null ? [] : ['', ...confusionLines(field, confusion, page)]),
  ];
}

const SCORE_HEADS: readonly Message[] = [
  ...[HEADS.support, HEADS.found, HEADS.precision, HEADS.recall],
  { zh: 'F1', en: 'F1' },
];

function figures({ support, found, precision, recall, f1 }: LabelScore): string[] {
  const nothing = support + found === 0;
  return [
    count(support),
    count(found),
    figure(precision),
    figure(recall),
    nothing ? BLANK : figure(f1),
  ];
}

function confusionLines(
  field: FieldScore['field'],
  { labels, counts }: Confusion,
  page: Page,
): string[] {
  const names = labels.map((label) => nameOf(field, label, page));
  const rows = counts.map((row, at) => [names[at] ?? '', ...row.map(count)]);
  return table([page.say(HEADS.confusion), ...names], rows, page);
}

function opinionBlock(scores: readonly OpinionScore[], page: Page): string[] {
  const rows = scores.map((score) => [
    score.criterion === 'span' ? page.say(POLARITY_NAMES[score.label]) : '',
    page.say(CRITERIA[score.criterion]),
    ...figures(score),
  ]);
  const heads = [FIELDS.opinions, HEADS.matching, ...SCORE_HEADS].map(page.say);
  return [heading(FIELDS.opinions, page), ...table(heads, rows, page, 2)];
}

function groupBlock({ column, scores }: NonNullable<Evaluation['groups']>, page: Page): string[] {
  const shown = scores.slice(0, SHOWN_GROUPS);
  const fields = [...new Set(scores.flatMap((group) => group.scores.fields.map((f) => f.field)))];
  const opinions = scores.some((group) => group.scores.opinions.length > 0);
  const rows = shown.map(({ name, scores: own }) => [
    cutTo(groupName(name, page.language), 24),
    count(own.voices),
    ...fields.map((field) => mainFigure(own.fields.find((score) => score.field === field))),
    ...(opinions ? [pointOf(own.opinions[0])] : []),
  ]);
  const heads = [
    visible(column),
    page.say(HEADS.voices),
    ...fields.map((field) => page.say(FIELDS[field])),
    ...(opinions ? [page.say(FIELDS.opinions)] : []),
  ];
  const rest = scores.length - shown.length;
  return [
    heading({ zh: `按 ${visible(column)}`, en: `By ${visible(column)}` }, page),
    ...table(heads, rows, page),
    page.paint.dim(
      page.say({
        zh: `情感为准确率，紧急程度和正负为宏平均 F1，其余为微平均 F1。${rest > 0 ? `还有 ${rest} 组未列。` : ''}`,
        en: `Sentiment: accuracy; urgency and polarity: macro F1; others: micro F1.${rest > 0 ? ` ${rest} more groups are not shown.` : ''}`,
      }),
    ),
  ];
}

/** The one figure that says most of a field. */
function mainFigure(score: FieldScore | undefined): string {
  if (score === undefined) return BLANK;
  if (score.field === 'sentiment') return percent(score.accuracy.value);
  return score.confusion === null ? pointOf(score.micro) : percent(score.macro.value);
}

function missBlock(misses: readonly Miss[], page: Page): string[] {
  return [heading(HEADS.misses, page), ...misses.flatMap((miss) => missLines(miss, page))];
}

function missLines(miss: Miss, page: Page): string[] {
  const { say, paint, width } = page;
  const names = (labels: Miss['missed']): string => {
    const shown = labels.slice(0, SHOWN_LABELS).map((label) => missName(miss.field, label, page));
    const rest = labels.length - shown.length;
    const more = rest > 0 ? say({ zh: `等 ${labels.length} 个`, en: ` and ${rest} more` }) : '';
    return shown.join(say({ zh: '、', en: ', ' })) + more;
  };
  const parts = [
    ...(miss.missed.length > 0
      ? [say({ zh: `应有 ${names(miss.missed)}`, en: `gold: ${names(miss.missed)}` })]
      : []),
    ...(miss.spurious.length > 0
      ? [say({ zh: `给出 ${names(miss.spurious)}`, en: `found: ${names(miss.spurious)}` })]
      : []),
    ...(miss.score !== null && (miss.field === 'sentiment' || miss.field === 'polarity')
      ? [say({ zh: `分数 ${signed(miss.score)}`, en: `score ${signed(miss.score)}` })]
      : []),
  ];
  const place = say({ zh: `第 ${miss.line} 行`, en: `line ${miss.line}` });
  const first = `${say(FIELDS[miss.field])} ${place}  `;
  return [
    ...hanging(first, parts.join(say({ zh: '；', en: '; ' })), width),
    paint.dim(`  ${cutTo(visible(miss.text), width - 2)}`),
  ];
}

function missName(field: EvaluatedField, label: Miss['missed'][number], page: Page): string {
  if (typeof label === 'string') return field === 'opinions' ? label : nameOf(field, label, page);
  const { polarity, aspect, span } = label;
  const about = aspect === null ? '' : `·${page.say(ASPECTS[aspect])}`;
  const quoted = page.say({ zh: `「${visible(span)}」`, en: ` "${visible(span)}"` });
  return page.say(POLARITIES[polarity]) + about + quoted;
}

function nameOf(field: FieldScore['field'], label: string, page: Page): string {
  const name = LABELS[field][label];
  return name === undefined ? label : page.say(name);
}

function heading(title: Message, { paint, say }: Page): string {
  return paint.bold(`▌${say(title)}`);
}

/** A table whose first columns are names and all others figures. */
function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  { width, paint }: Page,
  names = 1,
): string[] {
  const columns = heads.map((head, at): Column => {
    return { heading: head, align: at < names ? 'left' : 'right' };
  });
  const drawn = tableRows(columns, rows, width, paint.dim);
  return [drawn.heading, ...drawn.rows.flat()];
}

/** `86.3% 81–91`: a percentage with its interval, a dash where there is nothing to judge. */
function figure(estimate: Estimate | Share): string {
  if ('n' in estimate && estimate.n === 0) return BLANK;
  const bound = (value: number): string => (100 * value).toFixed(0);
  const interval = `${bound(estimate.low)}–${bound(estimate.high)}`;
  return `${percent(estimate.value)} ${interval.padStart(6)}`;
}

/** The F1 alone; a dash where nothing was to be found and nothing was. */
function pointOf(score: LabelScore | undefined): string {
  return score === undefined || score.support + score.found === 0 ? BLANK : percent(score.f1.value);
}
