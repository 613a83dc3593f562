import { type ByFirstUnit, byFirstUnit } from './first-units.ts';
import { badCell, type Row, readTable } from './tables.ts';

/** A word that speaks for an advertisement (weight above 0) or against one. */
export interface SpamCue {
  readonly word: string;
  readonly weight: number;
}

/** What a piece of a platform's notice does in it: 该用户 (who) 没有 (not) 填写 (act) 评价内容 (object), 系统 默认 (auto) 好评. */
const NOTICE_ROLES = ['who', 'not', 'act', 'auto', 'object', 'filler'] as const;
export type NoticeRole = (typeof NOTICE_ROLES)[number];

/** What `flags.tsv` knows. Texts are folded, in Simplified script, without spaces and punctuation. */
export interface FlagLexicon {
  /** Whole clauses that praise and say no more, or that a platform fills in. */
  readonly defaults: ReadonlySet<string>;
  /** What notices of platforms are put together from, and the length of the longest piece. */
  readonly notices: ReadonlyMap<string, NoticeRole>;
  readonly longestNotice: number;
  /** The first UTF-16 units of all of these. */
  readonly firsts: ReadonlySet<number>;
  /** Digits that say something, each run of one digit cut to two: `66`. */
  readonly slang: ReadonlySet<string>;
  readonly cues: ByFirstUnit<SpamCue>;
  /** Particles and words of degree, which say nothing by themselves: 的, 啊, 非常. */
  readonly empty: ByFirstUnit<string>;
}

export const FLAGS_FILE = 'flags.tsv';
const MOST_WEIGHT = 5;

/**
 * Reads `flags.tsv`: text, flag (`default`, `slang`, `spam`, `genuine`, `empty`, or a role in notices) and weight, one entry a line.
 * @throws InputError that names the line of an entry that is none
 */
export function parseFlags(tsv: string): FlagLexicon {
  const lexicon = {
    defaults: new Set<string>(),
    notices: new Map<string, NoticeRole>(),
    slang: new Set<string>(),
  };
  const cues: SpamCue[] = [];
  const empty: string[] = [];
  for (const row of readTable(FLAGS_FILE, tsv, ['text', 'flag', 'weight'])) {
    const [text = '', flag = ''] = row.cells;
    if (flag === 'default') lexicon.defaults.add(text);
    else if (flag === 'slang') lexicon.slang.add(text);
    else if (flag === 'empty') empty.push(text);
    else if (flag === 'spam' || flag === 'genuine') cues.push(cueOf(row));
    else if (isNoticeRole(flag)) lexicon.notices.set(text, flag);
    else
      throw badCell(
        FLAGS_FILE,
        row.line,
        flag,
        ['default, slang, spam, genuine, empty', ...NOTICE_ROLES].join(', '),
      );
  }
  const longestNotice = Math.max(0, ...[...lexicon.notices.keys()].map(({ length }) => length));
  const firsts = [...lexicon.defaults, ...lexicon.notices.keys()].map((piece) =>
    piece.charCodeAt(0),
  );
  return {
    ...lexicon,
    cues: byFirstUnit(cues, ({ word }) => word),
    empty: byFirstUnit(empty, (word) => word),
    longestNotice,
    firsts: new Set(firsts),
  };
}

function isNoticeRole(flag: string): flag is NoticeRole {
  return (NOTICE_ROLES as readonly string[]).includes(flag);
}

function cueOf({ line, cells }: Row): SpamCue {
  const [word = '', flag, weight = ''] = cells;
  const value = Number(weight);
  if (!(value > 0 && value <= MOST_WEIGHT)) {
    throw badCell(FLAGS_FILE, line, weight, `a number above 0 and up to ${MOST_WEIGHT}`);
  }
  return { word, weight: flag === 'spam' ? value : -value };
}
