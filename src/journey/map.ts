import { ELEMENTS } from '../model/elements.ts';
import type { StageFinding } from '../model/findings.ts';
import {
  ANSWERED,
  type ItemCount,
  type JourneyFacts,
  type JourneyItem,
  type JourneyMap,
  type JourneyPlan,
  type JourneyScope,
  type JourneyStage,
  type Mood,
  type Nine,
  type StageFacts,
  type StageMap,
  type Track,
} from '../model/journey.ts';
import type { Message } from '../model/labels.ts';
import { MOST_PAINS } from './journey.ts';
import { LEAST_OPINIONS, marksOf, moodOf } from './mood.ts';
import { type CueFinder, quotesOf, withCues } from './quotes.ts';
import { toldSteps } from './seed.ts';

/** The journey map with its nine elements, from what the store counted. */
export function journeyMap(
  facts: JourneyFacts,
  plan: JourneyPlan,
  scope: JourneyScope,
): JourneyMap {
  const moods = plan.stages.map((_, place) => moodAt(facts, place, null));
  const marks = marksOf(moods);
  const problem = facts.pains.find(({ id }) => id === scope.problem);
  return {
    pack: plan.pack,
    voices: facts.voices,
    unread: facts.unread,
    stages: plan.stages.map((stage, place) =>
      stageMap(facts, plan, stage, place, marks.get(place) ?? []),
    ),
    crossing: facts.crossing.map(({ voiced, cause, voices }) => ({
      voiced: voiced === null ? null : idAt(plan, voiced),
      cause: idAt(plan, cause),
      voices,
    })),
    outcome: facts.outcome,
    problem: problem === undefined ? null : { id: problem.id, label: problem.label },
    seed: facts.seed && toldSteps(facts.seed),
    group: scope.group ?? null,
    method: plan.method,
  };
}

/** Facts in which items that are labels of whole voices are quoted with the words that put them there. */
export function cuedFacts(facts: JourneyFacts, find: CueFinder): JourneyFacts {
  const items = facts.items.map((one) => ({
    ...one,
    excerpts: withCues(one.excerpts, one.item, find),
  }));
  return { ...facts, items };
}

/** The stages of the map as a report tells them: the same voices, emotion, marks and first pain points. */
export function stagesOf(facts: StageFacts, plan: JourneyPlan): StageFinding[] {
  const moods = plan.stages.map((_, place) => moodAt(facts, place, null));
  const marks = marksOf(moods);
  return plan.stages.map(({ id, name }, place) => ({
    stage: id,
    name,
    voices: voicesAt(facts, place),
    emotion: moods[place] ?? null,
    marks: marks.get(place) ?? [],
    pains: painsAt(facts, itemsAt(facts, place))
      .slice(0, MOST_PAINS)
      .map((pain) => pain.id),
  }));
}

function voicesAt({ heard }: StageFacts, place: number): number {
  return heard.find((one) => one.place === place)?.voices ?? 0;
}

/** What is said at a stage, most voices first. */
function itemsAt({ items }: StageFacts, place: number): ItemCount[] {
  return items
    .filter((item) => item.place === place)
    .sort((a, b) => b.voices - a.voices || (a.item < b.item ? -1 : 1));
}

function idAt({ stages }: JourneyPlan, place: number): string {
  return stages[place]?.id ?? '';
}

function stageMap(
  facts: JourneyFacts,
  plan: JourneyPlan,
  stage: JourneyStage,
  place: number,
  marks: StageMap['marks'],
): StageMap {
  const { id, name } = stage;
  const voices = voicesAt(facts, place);
  const mood = moodAt(facts, place, null);
  const isValley = marks.includes('valley');
  return {
    id,
    name,
    voices,
    others: facts.others.find((one) => one.place === place)?.voices ?? 0,
    mood,
    tracks: { product: moodAt(facts, place, 'product'), service: moodAt(facts, place, 'service') },
    marks,
    few: mood !== null && mood.n < LEAST_OPINIONS,
    recovery: isValley ? (plan.recovery[id] ?? plan.recovery[name.zh] ?? null) : null,
    elements: elementsAt(facts, stage, place, voices),
  };
}

function moodAt({ opinions }: StageFacts, place: number, track: Track | null): Mood | null {
  const counts = { positive: 0, negative: 0, neutral: 0 };
  for (const one of opinions) {
    if (one.place === place && (track === null || one.track === track)) {
      counts[one.polarity] += one.opinions;
    }
  }
  return moodOf(counts);
}

function elementsAt(
  facts: JourneyFacts,
  { id, name }: JourneyStage,
  place: number,
  voices: number,
): Record<Nine, JourneyItem[]> {
  const here = itemsAt(facts, place);
  const of = (...elements: string[]): JourneyItem[] =>
    here
      .filter(({ element, item }) => elements.includes(element) && !item.startsWith('polarity:'))
      .map(itemOf);
  return {
    role: of('role'),
    time: of('time'),
    stage: voices === 0 ? [] : [{ id, name, voices, quotes: [] }],
    scene: of('scene'),
    touchpoint: of('touchpoint'),
    expectation: of('expectation'),
    emotion: of('emotion', 'effort'),
    pain: painsAt(facts, here),
    opportunity: [
      ...of('opportunity').filter(({ id }) => !id.startsWith(ANSWERED)),
      ...answeredAt(facts, here),
    ],
  };
}

/** Pain points of the stage; those that name no problem are none. */
function painsAt(facts: StageFacts, here: readonly ItemCount[]): JourneyItem[] {
  return here
    .filter(({ element }) => element === 'pain')
    .flatMap((count) => {
      const pain = facts.pains.find(({ id }) => id === count.item);
      if (pain === undefined || pain.other !== null) return [];
      return [{ ...itemOf(count), name: { zh: pain.label, en: pain.label } }];
    });
}

/** Pain points whose voices ask for something or propose something. */
function answeredAt(facts: JourneyFacts, here: readonly ItemCount[]): JourneyItem[] {
  const answered = here
    .filter(({ element, item }) => element === 'opportunity' && item.startsWith(ANSWERED))
    .map((count) => ({ ...count, element: 'pain', item: count.item.slice(ANSWERED.length) }));
  return painsAt(facts, answered).map((item) => ({
    ...item,
    id: `${ANSWERED}${item.id}`,
    name: { zh: `有人给出办法：${item.name.zh}`, en: `with a proposal: ${item.name.en}` },
  }));
}

function itemOf({ element, item, voices, excerpts }: ItemCount): JourneyItem {
  return { id: item, name: nameOf(element, item), voices, quotes: quotesOf(excerpts, item) };
}

const WEEKDAYS: readonly Message[] = [
  { zh: '周一', en: 'Monday' },
  { zh: '周二', en: 'Tuesday' },
  { zh: '周三', en: 'Wednesday' },
  { zh: '周四', en: 'Thursday' },
  { zh: '周五', en: 'Friday' },
  { zh: '周六', en: 'Saturday' },
  { zh: '周日', en: 'Sunday' },
];
/** Seasons of the north: December to February is the first. */
const SEASONS: readonly Message[] = [
  { zh: '冬（12–2 月）', en: 'winter (Dec–Feb)' },
  { zh: '春（3–5 月）', en: 'spring (Mar–May)' },
  { zh: '夏（6–8 月）', en: 'summer (Jun–Aug)' },
  { zh: '秋（9–11 月）', en: 'autumn (Sep–Nov)' },
];
const OF_VOICES: Readonly<Record<string, Message>> = {
  unmet: { zh: '期望落空', en: 'expectation not met' },
  need: { zh: '提出需求', en: 'states a need' },
  suggestion: { zh: '给出建议', en: 'makes a suggestion' },
};

/** What an item is called. Groups, terms and labels are shown as they are. */
function nameOf(element: string, item: string): Message {
  const [kind = '', value = ''] = item.includes(':') ? split(item) : [];
  if (kind === 'group') return { zh: `客群：${value}`, en: `group: ${value}` };
  if (kind === 'hour') return { zh: `${Number(value)} 点`, en: `${value}:00` };
  if (kind === 'weekday') return WEEKDAYS[Number(value) - 1] ?? plain(item);
  if (kind === 'season') return SEASONS[Number(value) - 1] ?? plain(item);
  if (kind === 'praise') return { zh: `受好评：${value}`, en: `praised: ${value}` };
  const items = Object.hasOwn(ELEMENTS, element)
    ? ELEMENTS[element as keyof typeof ELEMENTS]
    : OF_VOICES;
  return items[item] ?? OF_VOICES[item] ?? plain(item);
}

function split(item: string): [string, string] {
  const at = item.indexOf(':');
  return [item.slice(0, at), item.slice(at + 1)];
}

function plain(text: string): Message {
  return { zh: text, en: text };
}
