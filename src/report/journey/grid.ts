import { type JourneyItem, type JourneyMap, NINE } from '../../model/journey.ts';
import type { Language } from '../../model/labels.ts';
import type { Cell } from '../../model/store.ts';
import { visible } from '../../model/visible.ts';
import { count, rounded } from '../figures.ts';
import type { ViewRows } from '../rows.ts';
import { MARKS, say, WORDS } from '../wording.ts';
import { NINE_IDS, othersText, word } from './words.ts';

/** Items named in a cell. */
const MOST_ITEMS = 6;

/**
 * The map as people draw it: a column for each stage, and below its figures a row for each element, with what is said
 * most. The mean emotion stands in a row of its own, as numbers, so that a spreadsheet can draw the curve.
 */
export function journeyGrid(map: JourneyMap, language: Language): ViewRows {
  const zh = language === 'zh';
  const row = (name: string, cell: (stage: JourneyMap['stages'][number]) => Cell): Cell[] => [
    name,
    ...map.stages.map(cell),
  ];
  return {
    columns: [zh ? '要素' : 'Element', ...map.stages.map(({ name }) => say(name, language))],
    rows: [
      row(say(WORDS.voices, language), ({ voices }) => voices),
      row(zh ? '情绪（−1 到 +1）' : 'Emotion (-1 to +1)', ({ mood }) => mood && rounded(mood.mean)),
      row(zh ? '情绪下限' : 'Emotion, low', ({ mood }) => mood && rounded(mood.low)),
      row(zh ? '情绪上限' : 'Emotion, high', ({ mood }) => mood && rounded(mood.high)),
      row(zh ? '观点数' : 'Opinions', ({ mood }) => mood?.n ?? 0),
      row(zh ? '峰谷终' : 'Peak, valley, end', ({ marks, few }) =>
        few ? word('few', language) : marks.map((mark) => say(MARKS[mark], language)).join(' '),
      ),
      ...NINE_IDS.filter((id) => id !== 'stage').map((id) =>
        row(say(NINE[id], language), (stage) =>
          stage.voices === 0 ? othersText(stage, language) : listed(stage.elements[id], language),
        ),
      ),
      row(word('recovery', language), ({ marks, recovery }) =>
        marks.includes('valley') ? (recovery ?? word('slot', language)) : null,
      ),
    ],
  };
}

function listed(items: readonly JourneyItem[], language: Language): string {
  if (items.length === 0) return word('blank', language);
  const named = items
    .slice(0, MOST_ITEMS)
    .map(({ name, voices }) => `${visible(say(name, language))} ${count(voices)}`);
  const rest = items.length - named.length;
  if (rest > 0) named.push(language === 'zh' ? `另有 ${rest} 项` : `${rest} more`);
  return named.join('\n');
}
