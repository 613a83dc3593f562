import { count, signed } from '../figures.ts';
import { shownStages } from '../stages.ts';
import { MARKS, say, WORDS } from '../wording.ts';
import { plain, table } from './markup.ts';
import type { Page } from './page.ts';

/** The stages of the journey with their emotion and their main pain points. */
export function stageSection({ findings, language, brief }: Page): string[] {
  const labels = new Map(findings.pains.map((pain) => [pain.id, pain.label]));
  const heads = [WORDS.stage, WORDS.voices, WORDS.emotion, WORDS.interval].map((head) =>
    say(head, language),
  );
  const rows = shownStages(findings, { brief }).map(({ name, voices, emotion, marks, pains }) => [
    [plain(say(name, language)), ...marks.map((mark) => `**${say(MARKS[mark], language)}**`)].join(
      ' ',
    ),
    count(voices),
    emotion ? signed(emotion.mean) : '–',
    emotion ? `${signed(emotion.low)} – ${signed(emotion.high)}` : '–',
    count(emotion?.n ?? 0),
    pains
      .flatMap((id) => labels.get(id) ?? [])
      .map(plain)
      .join(language === 'zh' ? '、' : ', '),
  ]);
  return [
    table(
      [...heads, say(WORDS.opinions, language), say(WORDS.mainPains, language)],
      [false, true, true, true, true, false],
      rows,
    ),
  ];
}
