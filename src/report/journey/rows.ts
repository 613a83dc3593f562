import type { JourneyMap } from '../../model/journey.ts';
import type { Language } from '../../model/labels.ts';
import type { Cell } from '../../model/store.ts';
import { rounded } from '../figures.ts';
import type { ViewRows } from '../rows.ts';
import { say } from '../wording.ts';
import { NINE_IDS } from './words.ts';

/**
 * The map as rows: one for each stage, element and item; an element of which nobody speaks has a row without item, with 0 voices.
 * @param language of the names: the same for all programs, whoever runs them
 */
export function journeyRows(map: JourneyMap, language: Language = 'zh'): ViewRows {
  return {
    columns: [
      ...['stage', 'stage_name', 'element', 'item', 'name', 'voices', 'emotion', 'emotion_low'],
      ...['emotion_high', 'emotion_n', 'marks', 'quotes', 'voice_keys'],
    ],
    rows: map.stages.flatMap((stage) => {
      const { mood } = stage;
      const figures: Cell[] = mood
        ? [rounded(mood.mean), rounded(mood.low), rounded(mood.high), mood.n]
        : [null, null, null, null];
      return NINE_IDS.flatMap((id) => {
        const ofStage = id === 'stage';
        const rest: Cell[] = ofStage
          ? [...figures, stage.marks.join('|')]
          : [null, null, null, null, null];
        const items = stage.elements[id];
        if (items.length === 0) {
          return [[stage.id, say(stage.name, language), id, null, null, 0, ...rest, null, null]];
        }
        return items.map((item): Cell[] => [
          ...[
            stage.id,
            say(stage.name, language),
            id,
            item.id,
            say(item.name, language),
            item.voices,
          ],
          ...rest,
          item.quotes.map(({ before, span, after }) => `${before}${span}${after}`).join('|') ||
            null,
          item.quotes.map(({ voiceKey }) => voiceKey).join('|') || null,
        ]);
      });
    }),
  };
}
