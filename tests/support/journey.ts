import { journeyMap } from '../../src/journey/map.ts';
import { planOf } from '../../src/journey/plan.ts';
import type { ItemCount, JourneyFacts, JourneyMap, JourneyPlan } from '../../src/model/journey.ts';
import { dictionaryFiles } from '../dictionaries.ts';

/** The dictionary of journeys. */
export const JOURNEYS: string = dictionaryFiles['journeys.tsv'] ?? '';
const item = (place: number, element: string, name: string, voices: number): ItemCount => ({
  place,
  element,
  item: name,
  voices,
  excerpts: [
    { voiceKey: 'k1', voiceId: '1<b>', text: '说好的三天，等了一周。😀很失望', start: 6, end: 10 },
  ],
});

/** A journey of which three stages are spoken of. */
export const FACTS: JourneyFacts = {
  voices: 40,
  unread: 2,
  heard: [
    { place: 3, voices: 20 },
    { place: 4, voices: 30 },
  ],
  others: [],
  items: [
    item(3, 'role', 'elder', 2),
    item(3, 'role', 'group:<script>', 5),
    item(3, 'time', 'hour:09', 4),
    item(3, 'time', 'weekday:6', 4),
    item(3, 'emotion', 'polarity:negative', 20),
    item(3, 'emotion', 'disappointment', 3),
    item(3, 'effort', 'wait', 9),
    item(3, 'pain', 'p1', 12),
    item(3, 'opportunity', 'answered:p1', 2),
    item(3, 'pain', 'p2', 3),
    item(3, 'opportunity', 'praise:包装', 1),
  ],
  opinions: [
    { place: 3, track: 'service', polarity: 'negative', opinions: 20 },
    { place: 4, track: 'product', polarity: 'positive', opinions: 25 },
    { place: 5, track: 'service', polarity: 'positive', opinions: 3 },
  ],
  pains: [
    { id: 'p1', label: '发货慢', other: null },
    { id: 'p2', label: '很差', other: 'general' },
  ],
  crossing: [{ voiced: null, cause: 3, voices: 18 }],
  outcome: { leave: 4, stay: 1, recommend: 0, open: 35 },
  seed: null,
};
/** The map of these facts. */
export const mapOf = (plan: JourneyPlan = planOf(JOURNEYS)): JourneyMap =>
  journeyMap(FACTS, plan, {});
