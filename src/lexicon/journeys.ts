import type { JourneyStage } from '../model/journey.ts';
import { ASPECTS, type Message, STAGES } from '../model/labels.ts';
import { badCell, eachRow } from './tables.ts';

/** Journeys of industries, a row for each stage. */
export const JOURNEYS_FILE = 'journeys.tsv';
const COLUMNS = ['pack', 'order', 'id', 'zh', 'en', 'stages', 'aspects', 'words'];

/**
 * The journeys by the name of their pack, stages in order.
 * @throws InputError that names the line of what is wrong, or the pack that leaves out a stage of the codebook
 */
export function readJourneys(text: string): ReadonlyMap<string, readonly JourneyStage[]> {
  const packs = new Map<string, JourneyStage[]>();
  let last = 0;
  eachRow(JOURNEYS_FILE, text, COLUMNS, ({ line, cells }) => {
    const [pack = '', , id = '', zh = '', en = '', stages = '', aspects = '', words = ''] = cells;
    last = line;
    const known = packs.get(pack) ?? [];
    packs.set(pack, known);
    known.push({
      id,
      name: { zh, en },
      stages: labels(stages, STAGES, line),
      aspects: labels(aspects, ASPECTS, line),
      words: list(words),
    });
  });
  for (const [pack, stages] of packs) {
    const left = Object.keys(STAGES).find((stage) =>
      stages.every((one) => !one.stages.some((name) => name === stage)),
    );
    if (left !== undefined) throw badCell(JOURNEYS_FILE, last, pack, `a stage with ${left}`);
  }
  return packs;
}

function labels<Label extends string>(
  cell: string,
  table: Readonly<Record<Label, Message>>,
  line: number,
): Label[] {
  return list(cell).map((name) => {
    if (!Object.hasOwn(table, name)) {
      throw badCell(JOURNEYS_FILE, line, name, Object.keys(table).join(' '));
    }
    return name as Label;
  });
}

function list(cell: string): string[] {
  return cell === '-' ? [] : cell.split('|');
}
