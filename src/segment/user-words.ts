import { InputError } from '../model/errors.ts';
import { clean } from '../text/clean.ts';
import { fold } from '../text/fold.ts';
import type { CleaningTables } from '../text/tables.ts';
import type { UserWord } from './added.ts';
import { LONGEST_WORD } from './weight.ts';

/** Stands for the weight of a word that is never split. */
const FORCED = '!';
const WEIGHT = /^\d+(\.\d+)?$/;
/** What can only be meant as a weight, right or wrong: -5, 1,000, 1e9, NaN. */
const NUMBER = /^(?:[-+]?[\d.,]*\d[\d.,]*(?:e[-+]?\d+)?|[-+]?(?:nan|inf|infinity)|!)$/i;
const TAG = /^[a-z]{1,4}$/;
const HEADER = /^word\tweight(\ttag)?$/;

/**
 * Reads a user dictionary: a word a line, with a weight and a part of speech if wanted, either as jieba writes them
 * (`word 5 n`, between spaces) or as our own dictionaries do (between tabs, `-` for what is left out). A weight of
 * `!` means that the word is never split. Blank lines, and comments that begin with `# `, say nothing.
 * @param name of the file, for messages
 * @throws InputError that names the line of what is no entry
 */
export function parseUserWords(name: string, text: string): UserWord[] {
  return text.split('\n').flatMap((raw, at) => {
    const line = raw.replace(/\r$/, '');
    if (line.trim() === '' || line === '#' || line.startsWith('# ') || HEADER.test(line)) return [];
    const cells = line.includes('\t') ? line.split('\t') : jiebaCells(line);
    return [entryOf(cells, (zh, en) => faultIn(name, at + 1, zh, en))];
  });
}

/** Those of our own words that are never split; all others the compiled list holds. */
export function forcedWords(own: string): UserWord[] {
  return parseUserWords('words.user.tsv', own).filter(({ forced }) => forced);
}

/**
 * The words as they stand in the cleaned texts in which they are looked for: 哈哈哈镜 is 哈哈镜 there. One that cleaning would leave
 * nothing of is folded alone.
 */
export function cleanUserWords(
  words: readonly UserWord[],
  cleaning: CleaningTables,
): readonly UserWord[] {
  return words.map((entry) => {
    const cleaned = clean(entry.word, cleaning).text.trim();
    return { ...entry, word: cleaned === '' ? fold(entry.word, cleaning.traditional) : cleaned };
  });
}

/** `word`, `word 5`, `word n` or `word 5 n`: what stands before may hold spaces itself. */
function jiebaCells(line: string): string[] {
  const parts = line.trim().split(' ');
  const tag = parts.length > 1 && TAG.test(parts.at(-1) ?? '') ? parts.pop() : undefined;
  const weight = parts.length > 1 && NUMBER.test(parts.at(-1) ?? '') ? parts.pop() : undefined;
  return [parts.join(' '), weight ?? '', tag ?? ''];
}

function entryOf(
  [cell = '', weight = '', tag = '', ...more]: readonly string[],
  fault: (zh: string, en: string) => InputError,
): UserWord {
  const word = cell.trim();
  const forced = weight === FORCED;
  if (more.length > 0)
    throw fault(
      `有 ${more.length + 3} 列，最多 3 列：词、词频、词性`,
      `has ${more.length + 3} columns; there are 3 at most: word, weight, part of speech`,
    );
  if (word === '' || word.length > LONGEST_WORD)
    throw fault(
      `词的长度应为 1 到 ${LONGEST_WORD} 个字符`,
      `a word should have 1 to ${LONGEST_WORD} characters`,
    );
  if (!isLeftOut(weight) && !forced && !isWeight(weight))
    throw fault(
      `词频「${weight}」不是正数；不写则由程序计算，写 ! 则永不切开`,
      `the weight "${weight}" is not a positive number; leave it out to have it computed, or write ! for a word that is never split`,
    );
  if (!isLeftOut(tag) && !TAG.test(tag))
    throw fault(
      `词性「${tag}」应为 1 到 4 个小写字母，如 n、v、nz`,
      `the part of speech "${tag}" should be 1 to 4 small letters, such as n, v, nz`,
    );
  return {
    word,
    ...(isLeftOut(weight) || forced ? {} : { weight: Number(weight) }),
    ...(isLeftOut(tag) ? {} : { tag }),
    ...(forced ? { forced } : {}),
  };
}

function isWeight(cell: string): boolean {
  return WEIGHT.test(cell) && Number(cell) > 0 && Number.isFinite(Number(cell));
}

function isLeftOut(cell: string): boolean {
  return cell === '' || cell === '-';
}

function faultIn(name: string, line: number, zh: string, en: string): InputError {
  return new InputError({
    zh: `用户词典 ${name}:${line}：${zh}`,
    en: `user dictionary ${name}:${line}: ${en}`,
  });
}
