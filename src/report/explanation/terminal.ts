import type {
  AspectChoice,
  CandidatePart,
  Contribution,
  ExplainedCandidate,
  ExplainedLabel,
  ExplainedOpinion,
  Explanation,
  Reason,
} from '../../model/explanation.ts';
import {
  ASPECTS,
  type Aspect,
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
import type { Span } from '../../model/voice.ts';
import { signed } from '../figures.ts';
import { bar, cutTo, hanging, padLeft, padRight, widthOf } from '../terminal/layout.ts';
import { type Paint, painting } from '../terminal/paint.ts';
import { WORDS } from '../wording.ts';
import { coloredText, LONGEST_SHOWN } from './colored-text.ts';
import { placeOf } from './json.ts';
import {
  DOMAIN_NAMES,
  EXPLAINED,
  FIELDS,
  ORIGINS,
  PARTS,
  REASONS,
  ROLES,
  SOURCES,
} from './words.ts';

/** How an explanation is to look on a terminal. */
export interface ExplanationOptions {
  readonly language: Language;
  readonly color: boolean;
  readonly width: number;
  /** Whether rejected candidates are told, and what decided on each. */
  readonly verbose: boolean;
}

interface Page {
  readonly width: number;
  readonly paint: Paint;
  readonly say: (message: Message) => string;
  readonly quote: (words: string) => string;
  readonly bracket: (note: string) => string;
  /** What stands between items of a list. */
  readonly comma: string;
}

const LEAST_WIDTH = 40;
const MOST_WIDTH = 120;
/** Contributions that are listed; the rest is one sum, and JSON holds all. */
const SHOWN = 12;
const LONGEST_BAR = 12;
const LONGEST_ENTRY = 28;
const GAP: Message = { zh: '', en: ' ' };

const LABELS: Readonly<Record<ExplainedLabel['field'], Labels>> = {
  kinds: KINDS,
  stages: STAGES,
  signals: SIGNALS,
  urgency: URGENCIES,
};

/** An explanation for a person at a terminal, ending in a line break; every line fits the width. */
export function renderExplanation(found: Explanation, options: ExplanationOptions): string {
  const { language } = options;
  const page: Page = {
    width: Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, Math.floor(options.width))),
    paint: painting(options.color),
    say: (message) => message[language],
    quote: (words) => (language === 'zh' ? `「${visible(words)}」` : `"${visible(words)}"`),
    bracket: (note) => (language === 'zh' ? `（${note}）` : ` (${note})`),
    comma: language === 'zh' ? '、' : ', ',
  };
  const blocks = [
    [...coloredText(found, page.width, page.paint), ...verdict(found, page)],
    scoreBlock(found, page),
    opinionBlock(found, page),
    ...(options.verbose ? [rejectedBlock(found, page)] : []),
    labelBlock(found, page),
    readingBlock(found, page),
    wordingBlock(found, page),
  ];
  const written = blocks.filter((block) => block.length > 0);
  return `${written.map((block) => block.join('\n')).join('\n\n')}\n`;
}

/** Whether the text was worded by somebody; nothing where no more than a trace speaks against it. */
function wordingBlock({ wording }: Explanation, page: Page): string[] {
  if (wording === undefined) return [];
  const { reworded, heap, words } = wording;
  const list = words.map(({ word, original }) => page.quote(word) + page.bracket(original));
  const lines = [
    { score: reworded, text: `${page.say(EXPLAINED.reworded)} ${list.join(page.comma)}` },
    { score: heap, text: page.say(EXPLAINED.heap) },
  ].filter(({ score }) => score > 0);
  return [
    ...heading(EXPLAINED.wording, page),
    ...lines.flatMap(({ score, text }) => hanging(`${score.toFixed(2)} `, text, page.width)),
  ];
}

function verdict({ annotation, sentiment }: Explanation, page: Page): string[] {
  const { label, score } = annotation.sentiment;
  const name = page.paint[label](page.say(SENTIMENTS[label]));
  const why = page.bracket(page.say(REASONS[sentiment.reason]));
  const rest = `${page.say(EXPLAINED.score)} ${signed(score)}${why}`;
  return ['', ...hanging(`${name}  `, rest, page.width)];
}

function scoreBlock(found: Explanation, page: Page): string[] {
  const { contributions, logOdds } = found.sentiment;
  const shown = contributions.slice(0, SHOWN);
  const rest = contributions.slice(SHOWN);
  const longest = Math.abs(shown[0]?.logOdds ?? 0);
  const barWidth = Math.min(LONGEST_BAR, Math.floor(page.width / 6));
  const lines = shown.flatMap((one) => {
    const length = longest === 0 ? 0 : Math.abs(one.logOdds) / longest;
    const drawn = padRight(bar(length, barWidth), barWidth);
    const paint = one.logOdds > 0 ? page.paint.positive : page.paint.negative;
    const first = `${figure(one.logOdds)} ${paint(drawn)} ${page.say(ORIGINS[one.origin])} `;
    return hanging(first, contributionText(one, found, page), page.width);
  });
  const others = rest.reduce((sum, one) => sum + one.logOdds, 0);
  const more =
    rest.length === 0
      ? []
      : [
          `${figure(others)} ${page.say({ zh: `其余 ${rest.length} 项`, en: `${rest.length} others` })}`,
        ];
  const sum = `${page.say(EXPLAINED.sum)} → ${page.say(EXPLAINED.score)} tanh(${logOdds.toFixed(2)} / 2) = ${signed(found.annotation.sentiment.score)}`;
  return [
    ...heading(EXPLAINED.parts, page),
    ...lines,
    ...more,
    ...hanging(`${figure(logOdds)} `, sum, page.width),
  ];
}

function heading(name: Message, { say, paint, width }: Page): string[] {
  return hanging('', say(name), width).map(paint.bold);
}

const FIGURE_WIDTH = 6;

function figure(logOdds: number): string {
  return padLeft(signed(logOdds), FIGURE_WIDTH);
}

function contributionText(one: Contribution, found: Explanation, page: Page): string {
  const place = placeOf(one, found);
  const words = place ? page.quote(place.span) : '';
  const text = page.say(SOURCES[one.source]).replace('*', () => words);
  const judgement = one.source === 'judgement' ? found.judgements[one.index ?? -1] : undefined;
  if (judgement) return `${text} ${weighing(judgement, page)}`;
  return text;
}

/** How an entry comes to its weight: 敷衍 -1.8 → -2.3（程度「很」）. */
function weighing(
  { entry, own, weight, modifiers, stated }: Explanation['judgements'][number],
  { say, quote, comma, bracket }: Page,
): string {
  const changed = modifiers.map(
    ({ role, span }) => `${say(ROLES[role] ?? { zh: role, en: role })}${say(GAP)}${quote(span)}`,
  );
  const notes = stated ? changed : [...changed, say(EXPLAINED.unstated)];
  const weights = own === weight ? signed(own, 1) : `${signed(own, 1)} → ${signed(weight, 1)}`;
  const why = notes.length === 0 ? '' : bracket(notes.join(comma));
  return `${entryName(entry)} ${weights}${why}`;
}

/** An entry of a dictionary, cut where it is a pattern of many words; JSON has all of it. */
function entryName(entry: string): string {
  return cutTo(visible(entry), LONGEST_ENTRY);
}

function opinionBlock(found: Explanation, page: Page): string[] {
  if (found.opinions.length === 0) {
    return [...heading(EXPLAINED.opinions, page), page.say(EXPLAINED.noOpinions)];
  }
  return [
    ...heading(EXPLAINED.opinions, page),
    ...found.opinions
      .slice(0, MOST_LISTED)
      .flatMap((one, index) => opinionLines(one, index, found, page)),
    ...restLine(found.opinions.length, page),
  ];
}

function opinionLines(
  one: ExplainedOpinion,
  index: number,
  found: Explanation,
  page: Page,
): string[] {
  const { say, quote, paint } = page;
  const name = paint[one.polarity](say(POLARITIES[one.polarity]));
  const labels = [say(ASPECTS[one.aspect]), say(STAGES[one.stage])];
  const term = one.term === null ? [] : [visible(one.term)];
  const entry = found.judgements[one.judgement ?? -1]?.entry;
  const reason = `${entry === undefined ? '' : `${entryName(entry)} `}${signed(one.weight, 1)}`;
  const candidate = found.candidates[one.candidate ?? -1];
  const bar = candidate === undefined ? '' : page.bracket(marginText(candidate, page));
  const text = `${quote(one.span)} ${[...labels, ...term].join(' · ')} ← ${say(ORIGINS[one.origin])} ${reason}${bar}`;
  const first = `${padLeft(String(index + 1), 2)} ${name} `;
  const learned = one.aspectChoice;
  const below = ' '.repeat(widthOf(first));
  return [
    ...hanging(first, text, page.width),
    ...(learned ? hanging(below, aspectText(one.aspect, learned, page), page.width) : []),
  ];
}

function marginText({ margin }: ExplainedCandidate, { say }: Page): string {
  return `${say(EXPLAINED.above)} ${margin.toFixed(2)}`;
}

/** Opinions, and rejected candidates, that are listed; JSON holds all. */
const MOST_LISTED = 200;

function restLine(count: number, { say }: Page): string[] {
  const rest = count - MOST_LISTED;
  return rest > 0
    ? [say({ zh: `其余 ${rest} 条见 --format json`, en: `${rest} more: --format json` })]
    : [];
}

/** Words that are told where the model chose an aspect, or numbers of opinions of a label; JSON holds all. */
const NAMED = 12;
const WORDS_OF_ASPECT = 4;

/** 方面「质量做工」← 模型 +2.10（领先「性能功效」0.80）：「开机」 +0.90、上下文 +0.30 */
function aspectText(aspect: Aspect, choice: AspectChoice, page: Page): string {
  const { say, quote, comma } = page;
  const ahead = `${say(EXPLAINED.ahead)}${say(GAP)}${quote(say(ASPECTS[choice.next]))} ${choice.margin.toFixed(2)}`;
  const words = choice.words
    .slice(0, WORDS_OF_ASPECT)
    .filter(({ logOdds }) => logOdds > 0)
    .map(({ span, logOdds }) => `${quote(span)} ${signed(logOdds)}`);
  const all = [...words, `${say(EXPLAINED.surroundings)} ${signed(choice.surroundings)}`];
  const what = `${say(EXPLAINED.aspect)}${say(GAP)}${quote(say(ASPECTS[aspect]))}`;
  return `${what} ← ${say(ORIGINS.model)} ${signed(choice.logOdds)}${page.bracket(ahead)} ${all.join(comma)}`;
}

/** Candidates that the model took for no opinion, with what spoke for and against each. */
function rejectedBlock({ candidates }: Explanation, page: Page): string[] {
  const rejected = candidates.filter(({ margin }) => margin <= 0);
  if (rejected.length === 0) return [];
  return [
    ...heading(EXPLAINED.rejected, page),
    ...rejected.slice(0, MOST_LISTED).flatMap(({ span, polarity, margin, parts }) => {
      const why = PART_ORDER.filter((part) => parts[part] !== 0).map(
        (part) => `${page.say(PARTS[part])} ${signed(parts[part])}`,
      );
      const name = page.say(POLARITIES[polarity]);
      const text = `${page.quote(span)} ${name}${page.bracket(why.join(page.comma))}`;
      return hanging(`${figure(margin)} `, text, page.width);
    }),
    ...restLine(rejected.length, page),
  ];
}

const PART_ORDER: readonly CandidatePart[] = [
  'start',
  'wording',
  'shortness',
  'balance',
  'satisfaction',
];

function labelBlock(found: Explanation, page: Page): string[] {
  const { say, width } = page;
  const names = found.labels.map(({ field, label }) => ({
    field: say(FIELDS[field]),
    label: say(LABELS[field][label] ?? { zh: label, en: label }),
  }));
  const fieldWidth = Math.max(...names.map(({ field }) => widthOf(field)));
  const labelWidth = Math.max(...names.map(({ label }) => widthOf(label)));
  const lines = found.labels.flatMap(({ reasons }, index) => {
    const { field = '', label = '' } = names[index] ?? {};
    const first = `${padRight(field, fieldWidth)} ${padRight(label, labelWidth)} ← `;
    return hanging(first, reasonText(reasons, found, page), width);
  });
  return [...heading(EXPLAINED.labels, page), ...lines, ...blockedLines(found, page)];
}

function reasonText(reasons: readonly Reason[], found: Explanation, page: Page): string {
  const numbers: string[] = [];
  const cues: string[] = [];
  for (const reason of reasons) {
    if (reason.source === 'default') return page.say(EXPLAINED.byDefault);
    if (reason.source === 'sentiment') {
      return `${page.say(WORDS.sentiment)} ${page.say(SENTIMENTS[found.annotation.sentiment.label])}`;
    }
    if (reason.source === 'opinion') numbers.push(String(reason.index + 1));
    else cues.push(page.quote(found.cues[reason.index]?.span ?? ''));
  }
  const named = numbers.slice(0, NAMED).join(page.comma);
  const more = numbers.length > NAMED ? ` ${page.say(EXPLAINED.more)} ${numbers.length}` : '';
  const opinions = numbers.length === 0 ? [] : [`${page.say(EXPLAINED.opinion)} ${named}${more}`];
  return [...opinions, ...new Set(cues)].join(page.say({ zh: '；', en: '; ' }));
}

/** Cues that another cue takes away. */
function blockedLines(found: Explanation, page: Page): string[] {
  const blocked = found.cues.filter(({ blockedBy }) => blockedBy !== null).slice(0, MOST_LISTED);
  return blocked.flatMap(({ label, span, blockedBy }) => {
    const block = blockedBy === null ? undefined : found.cues[blockedBy];
    if (!block) return [];
    const text = `${page.quote(span)} ${label} ← ${page.quote(block.span)}`;
    return hanging(`${page.say(EXPLAINED.blocked)} `, text, page.width);
  });
}

/** Those that stand where the text is shown, one behind the other. */
function inFront<One extends Span>(
  all: readonly One[],
  name: (one: One) => string,
  between: string,
): string {
  const shown = all.filter(({ start }) => start < LONGEST_SHOWN).map(name);
  return [...shown, ...(shown.length < all.length ? ['…'] : [])].join(between);
}

function readingBlock(found: Explanation, page: Page): string[] {
  const { say, quote, comma, width, paint } = page;
  const line = (name: Message, text: string): string[] =>
    hanging(`${say(name)} `, text, width).map(paint.dim);
  const domain = found.domain && (DOMAIN_NAMES[found.domain.name] ?? null);
  const told = found.domain?.words.map(({ span }) => quote(span)).join(comma) ?? '';
  const notes = found.cleaning
    .slice(0, MOST_LISTED)
    .map(({ span, cleaned }) =>
      cleaned.trim() === ''
        ? `${say(EXPLAINED.leftOut)}${quote(span)}`
        : `${quote(span)}→${quote(cleaned)}`,
    );
  const words = found.tokens.filter(({ span }) => span.trim() !== '');
  return [
    ...heading(EXPLAINED.reading, page),
    ...line(
      EXPLAINED.clauses,
      inFront(found.clauses, ({ span }) => visible(span), ' | '),
    ),
    ...line(
      EXPLAINED.words,
      inFront(words, ({ span, tag }) => `${visible(span)}/${tag}`, ' '),
    ),
    ...(domain ? line(EXPLAINED.domain, `${say(domain)} ← ${told}`) : []),
    ...(notes.length > 0 ? line(EXPLAINED.cleaning, notes.join(comma)) : []),
  ];
}
