import { createRequire } from 'node:module';
import { InputError } from '../model/errors.ts';
import type { Token } from '../model/voice.ts';
import { textIn } from './lines.ts';

/** What the optional peer gives in common with our own segmenter. */
export interface PeerSegmenter {
  /** The text is given by its UTF-16 units. */
  cut(text: Uint16Array): { readonly count: number; readonly ends: Int32Array };
  tokens(text: string): Token[];
}

/** What is used of the package. */
interface Nodejieba {
  /** The second argument asks for words that no list knows. */
  cut(text: string, unknownWords: boolean): string[];
  tag(text: string): { readonly word: string; readonly tag: string }[];
}

/**
 * Loads nodejieba (jieba in C++).
 * @throws InputError that says how to install it where it is not there or was not compiled
 */
export function loadNodejieba(): PeerSegmenter {
  const nodejieba = required();
  return {
    cut: (units) => {
      const text = textIn(units);
      return endsOf(text, nodejieba.cut(text, true));
    },
    tokens: (text) => {
      const tagged = nodejieba.tag(text);
      const { ends } = endsOf(
        text,
        tagged.map(({ word }) => word),
      );
      return tagged.map(({ tag }, at) => ({
        start: at === 0 ? 0 : (ends[at - 1] ?? 0),
        end: ends[at] ?? 0,
        tag,
      }));
    },
  };
}

function required(): Nodejieba {
  try {
    // Not by `import`: whoever checks or bundles the sources need not have it.
    return createRequire(import.meta.url)('nodejieba') as Nodejieba;
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new InputError(
      {
        zh: `用不了 nodejieba（${reason}）：请先 npm install nodejieba（要装在 voc 能找到的地方，需要 C++ 编译器），或去掉 --segmenter`,
        en: `nodejieba cannot be loaded (${reason}): npm install nodejieba where voc finds it (it needs a C++ compiler), or leave --segmenter out`,
      },
      { cause },
    );
  }
}

/** Where each word ends. The words are the text: half a surrogate pair becomes U+FFFD, which is as long. */
function endsOf(text: string, words: readonly string[]): { count: number; ends: Int32Array } {
  const ends = new Int32Array(words.length);
  let end = 0;
  for (const [at, word] of words.entries()) {
    end += word.length;
    ends[at] = end;
  }
  if (end !== text.length) throw new Error('nodejieba gave other text than it got');
  return { count: words.length, ends };
}
