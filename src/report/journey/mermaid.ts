import type { JourneyMap, StageMap } from '../../model/journey.ts';
import type { Language } from '../../model/labels.ts';
import { visible } from '../../model/visible.ts';
import { count } from '../figures.ts';
import { say } from '../wording.ts';
import { titleOf } from './words.ts';

/** Touchpoints drawn for a stage. */
const TASKS = 3;

/**
 * The map as a Mermaid `journey`: a section for each stage that somebody speaks of, its main touchpoints as tasks,
 * and the roles that speak as actors. Scores run from 1 (all negative) to 5 (all positive); 3 where nobody judges.
 */
export function journeyMermaid(map: JourneyMap, language: Language): string {
  const sections = map.stages
    .filter(({ voices }) => voices > 0)
    .flatMap((stage) => {
      const score = stage.mood === null ? 3 : Math.round(3 + 2 * stage.mood.mean);
      const actors = actorsOf(stage, language);
      return [
        `  section ${plain(say(stage.name, language))}`,
        ...tasksOf(stage, language).map((task) => `    ${task}: ${score}: ${actors}`),
      ];
    });
  return `journey\n  title ${plain(titleOf(map, language))}\n${sections.join('\n')}\n`;
}

function tasksOf(stage: StageMap, language: Language): string[] {
  const touchpoints = stage.elements.touchpoint.slice(0, TASKS);
  const named = touchpoints.map(
    ({ name, voices }) => `${plain(say(name, language))} ${count(voices)}`,
  );
  if (named.length > 0) return named;
  return [`${plain(say(stage.name, language))} ${count(stage.voices)}`];
}

function actorsOf(stage: StageMap, language: Language): string {
  const roles = stage.elements.role.slice(0, 2).map(({ name }) => plain(say(name, language)));
  return roles.length === 0 ? (language === 'zh' ? '客户' : 'customer') : roles.join(', ');
}

/** Without what the notation gives a meaning. */
function plain(text: string): string {
  return visible(text)
    .replace(/[:;,#\n\r]+/g, ' ')
    .trim();
}
