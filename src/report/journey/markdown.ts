import {
  type JourneyItem,
  type JourneyMap,
  NINE,
  type Nine,
  type StageMap,
} from '../../model/journey.ts';
import type { Language } from '../../model/labels.ts';
import { count, signed } from '../figures.ts';
import { plain, table } from '../markdown/markup.ts';
import { say } from '../wording.ts';
import { journeyMermaid } from './mermaid.ts';
import {
  headline,
  idNotes,
  marksText,
  methodSteps,
  moodText,
  NINE_IDS,
  notesOf,
  othersText,
  outcomeItems,
  titleOf,
  word,
} from './words.ts';

/** Items named in a cell, and quotes of each. */
const ITEMS = 5;

/** The journey map as Markdown, with its picture in Mermaid. */
export function journeyMarkdown(map: JourneyMap, language: Language): string {
  const parts = [
    `# ${plain(titleOf(map, language))}`,
    headline(map, language),
    `\`\`\`mermaid\n${journeyMermaid(map, language)}\`\`\``,
    curve(map, language),
    ...(map.seed === null ? [] : [seed(map, language)]),
    ...map.stages.filter(({ voices }) => voices > 0).map((stage) => section(stage, language)),
    `## ${word('crossing', language)}\n\n${crossing(map, language)}\n\n${word('crossingNote', language)}`,
    `## ${word('outcome', language)}\n\n${outcomeItems(map, language)
      .map(({ name, voices }) => `${name} ${count(voices)}`)
      .join(' · ')}`,
    `## ${word('method', language)}\n\n${methodSteps(map, language)
      .map(({ name }) => `- ${plain(name)}`)
      .join('\n')}`,
    [...notesOf(map, language), ...idNotes(map, language)].map((note) => `> ${note}`).join('\n>\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

function curve(map: JourneyMap, language: Language): string {
  const zh = language === 'zh';
  const heads = zh
    ? ['阶段', '声音', '情绪', '产品', '服务', '']
    : ['Stage', 'Voices', 'Emotion', 'Product', 'Service', ''];
  const rows = map.stages.map((stage) => [
    plain(say(stage.name, language)),
    count(stage.voices),
    moodText(stage.mood, language),
    ...(['product', 'service'] as const).map((track) => {
      const mood = stage.tracks[track];
      return mood === null ? '–' : signed(mood.mean);
    }),
    othersText(stage, language) ?? marksText(stage, language),
  ]);
  return table(heads, [], rows);
}

function seed(map: JourneyMap, language: Language): string {
  const steps = (map.seed?.steps ?? []).map(({ place, span, isProblem }, at) => {
    const stage = map.stages[place];
    const text = plain(span);
    return `${at + 1}. ${stage ? plain(say(stage.name, language)) : ''}：${isProblem ? `**${text}**` : text}`;
  });
  return `## ${word('seed', language)}\n\n\`${map.seed?.voiceId ?? ''}\`\n\n${steps.join('\n')}`;
}

function section(stage: StageMap, language: Language): string {
  const rows = NINE_IDS.filter((id) => id !== 'stage').map((id) => [
    say(NINE[id], language),
    cell(id, stage.elements[id], language),
    quote(stage.elements[id]),
  ]);
  const heads =
    language === 'zh'
      ? ['要素', '客户说到的', '原话']
      : ['Element', 'What is said', 'In their words'];
  const recovery = stage.marks.includes('valley')
    ? `\n\n**${word('recovery', language)}** ${plain(stage.recovery ?? word('slot', language))}`
    : '';
  return `## ${plain(say(stage.name, language))}\n\n${table(heads, [], rows)}${recovery}`;
}

function cell(element: Nine, items: readonly JourneyItem[], language: Language): string {
  if (items.length === 0) return word('blank', language);
  return items
    .slice(0, ITEMS)
    .map(({ id, name, voices }) => {
      const text = `${plain(say(name, language))} ${count(voices)}`;
      return element === 'pain' ? `${text} \`${id}\`` : text;
    })
    .join('、');
}

function quote(items: readonly JourneyItem[]): string {
  const said = items[0]?.quotes[0];
  return said === undefined
    ? ''
    : plain(`${said.before}${said.span}${said.after} (${said.voiceId})`);
}

function crossing(map: JourneyMap, language: Language): string {
  const causes = map.stages.filter(({ id }) => map.crossing.some(({ cause }) => cause === id));
  const voiced = [...map.stages.map(({ id }) => id), null].filter((id) =>
    map.crossing.some((one) => one.voiced === id),
  );
  const nameOf = (id: string | null): string => {
    const stage = map.stages.find((one) => one.id === id);
    return stage === undefined ? word('unknown', language) : plain(say(stage.name, language));
  };
  const heads = [
    `${word('voiced', language)}＼${word('cause', language)}`,
    ...causes.map(({ id }) => nameOf(id)),
  ];
  return table(
    heads,
    [],
    voiced.map((row) => [
      nameOf(row),
      ...causes.map(({ id }) => {
        const found = map.crossing.find((one) => one.voiced === row && one.cause === id);
        return found === undefined ? '' : count(found.voices);
      }),
    ]),
  );
}
