import type { Command } from 'commander';
import { readDictionaries } from '../io/resources.ts';
import { EXIT } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Span } from '../model/voice.ts';
import { loadCauseReader } from '../pipeline/words.ts';
import { readPainLabels } from '../store/rated.ts';
import type { Store } from '../store/session.ts';
import { type PainedText, readPainedTexts } from '../store/texts.ts';
import { type Answer, type AnswerFlags, addAnswerFlags, readScoped, showAnswer } from './answer.ts';
import { wholeNumber } from './settings.ts';
import { type Terminal, voicing } from './terminal.ts';

type CausesFlags = AnswerFlags & { readonly top: number };

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: CausesFlags, terminal: Terminal) => Promise<number> {
  addAnswerFlags(command, text)
    .option(
      '--top <n>',
      text({ zh: '列多少对（默认 50）', en: 'how many pairs (default 50)' }),
      wholeNumber,
      50,
    )
    .addHelpText(
      'after',
      text({
        zh: '\n客户自己用因为、由于、导致、害得等词说出的原因和结果，按声音条数排列；疑问、否定、假设的不算。\n这是客户的说法，不是查明的原因。\n\n示例：\n  $ voc causes\n  $ voc causes --product 净水器 --top 20',
        en: '\nCauses and effects that customers join themselves, with 因为, 由于, 导致, 害得 …, by number of voices; what is\nasked, denied or supposed does not count. It is what customers say, not what was found out.\n\nExamples:\n  $ voc causes\n  $ voc causes --product 净水器 --top 20',
      }),
    );
  return async (_, flags, terminal) => {
    const say = voicing(terminal, flags);
    const answer = await readScoped(flags, terminal, say, (reader) =>
      causesAnswer(reader, flags.top),
    );
    await showAnswer(answer, flags, terminal, say);
    return EXIT.done;
  };
}

/** A side of a pair: the pain point that is named in it, else its words. */
interface Side {
  readonly pain: string | null;
  readonly said: string;
}

interface Counted {
  readonly cause: Side;
  readonly effect: Side;
  voices: number;
  /** The voice with the smallest id, so that the order of reading does not show. */
  example: string;
  said: string;
}

async function causesAnswer(reader: Store, top: number): Promise<Answer> {
  const read = loadCauseReader(readDictionaries());
  const labels = await readPainLabels(reader);
  const pairs = new Map<string, Counted>();
  let voices = 0;
  for await (const voice of readPainedTexts(reader)) {
    const found = read(voice.text);
    if (found.length > 0) voices += 1;
    const seen = new Set<string>();
    for (const { cause, effect } of found) {
      const sides = [sideOf(voice, cause, labels), sideOf(voice, effect, labels)] as const;
      const names = sides.map(({ pain, said }) => pain ?? said);
      const key = JSON.stringify(names);
      // A pain point is no cause of itself: both halves only speak of it.
      if (names[0] !== names[1] && !seen.has(key))
        count(pairs, key, sides, voice, { cause, effect });
      seen.add(key);
    }
  }
  const sorted = [...pairs].sort(
    ([a, one], [b, other]) => other.voices - one.voices || (a < b ? -1 : 1),
  );
  return {
    title: { zh: '客户说的原因和结果', en: 'Causes and effects that customers name' },
    notes: [
      {
        zh: `${voices} 条声音用因果词说出原因和结果，共 ${pairs.size} 种；能对上痛点的写痛点，其余写原话。这是客户的说法，不是查明的原因`,
        en: `${voices} voices name a cause and its effect, ${pairs.size} pairs; a side is told by its pain point where it has one, else in the customer's words. It is what customers say, not what was found out`,
      },
    ],
    columns: COLUMNS,
    rows: sorted
      .slice(0, top)
      .map(([, { cause, effect, voices: n, example, said }]) => [
        cause.said,
        cause.pain,
        effect.said,
        effect.pain,
        n,
        example,
        said,
      ]),
  };
}

function sideOf(
  { text, pains }: PainedText,
  span: Span,
  labels: ReadonlyMap<string, string>,
): Side {
  const held = pains
    .filter(({ start }) => start >= span.start && start < span.end)
    .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))[0];
  const said = text.slice(span.start, span.end);
  return held === undefined
    ? { pain: null, said }
    : { pain: held.id, said: labels.get(held.id) ?? said };
}

function count(
  pairs: Map<string, Counted>,
  key: string,
  [cause, effect]: readonly [Side, Side],
  { id, text }: PainedText,
  spans: { readonly cause: Span; readonly effect: Span },
): void {
  const from = Math.min(spans.cause.start, spans.effect.start);
  const said = text.slice(from, Math.max(spans.cause.end, spans.effect.end));
  const known = pairs.get(key);
  if (known === undefined) {
    pairs.set(key, { cause, effect, voices: 1, example: id, said });
    return;
  }
  known.voices += 1;
  if (id < known.example) {
    known.example = id;
    known.said = said;
  }
}

const COLUMNS: Answer['columns'] = [
  { id: 'cause', name: { zh: '原因', en: 'cause' } },
  { id: 'cause_pain', name: { zh: '原因编号', en: 'cause id' }, forPrograms: true },
  { id: 'effect', name: { zh: '结果', en: 'effect' } },
  { id: 'effect_pain', name: { zh: '结果编号', en: 'effect id' }, forPrograms: true },
  { id: 'voices', name: { zh: '声量', en: 'voices' } },
  { id: 'voice_id', name: { zh: '例', en: 'example' } },
  { id: 'said', name: { zh: '原话', en: 'in their words' } },
];
