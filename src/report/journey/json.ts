import type { JourneyItem, JourneyMap, Mood, StageMap } from '../../model/journey.ts';
import { rounded } from '../figures.ts';
import { NINE_IDS } from './words.ts';

/** The map as JSON with identifiers only; the same in every language but for `name`, which is in both. */
export function journeyJson(map: JourneyMap): string {
  const value = {
    version: 1,
    pack: map.pack,
    voices: map.voices,
    voices_without_elements: map.unread,
    group: map.group,
    problem: map.problem,
    seed:
      map.seed === null
        ? null
        : {
            voice_id: map.seed.voiceId,
            voice_key: map.seed.voiceKey,
            steps: map.seed.steps.map(({ place, span, polarity, isProblem }) => ({
              stage: map.stages[place]?.id ?? null,
              span,
              polarity,
              problem: isProblem,
            })),
          },
    outcome: map.outcome,
    stages: map.stages.map(stageFields),
    crossing: map.crossing,
    method: map.method,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function stageFields(stage: StageMap): object {
  return {
    stage: stage.id,
    name: stage.name,
    voices: stage.voices,
    voices_of_others: stage.others,
    emotion: moodFields(stage.mood),
    tracks: {
      product: moodFields(stage.tracks.product),
      service: moodFields(stage.tracks.service),
    },
    marks: stage.marks,
    too_few: stage.few,
    recovery: stage.recovery,
    elements: Object.fromEntries(NINE_IDS.map((id) => [id, stage.elements[id].map(itemFields)])),
  };
}

function moodFields(mood: Mood | null): object | null {
  if (mood === null) return null;
  return { mean: rounded(mood.mean), low: rounded(mood.low), high: rounded(mood.high), n: mood.n };
}

function itemFields({ id, name, voices, quotes }: JourneyItem): object {
  return {
    item: id,
    name,
    voices,
    quotes: quotes.map(({ voiceId, voiceKey, before, span, after }) => ({
      voice_id: voiceId,
      voice_key: voiceKey,
      before,
      span,
      after,
    })),
  };
}
