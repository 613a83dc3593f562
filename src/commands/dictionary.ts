import type { Command } from 'commander';
import type { Message } from '../model/labels.ts';
import { parseUserWords, type UserWord } from '../pipeline/segmenting.ts';
import type { Terminal } from './terminal.ts';

export interface DictionaryFlags {
  readonly dict?: readonly string[];
}

/** Adds `--dict`. */
export function addDictionaryFlag(command: Command, text: (message: Message) => string): Command {
  return command.option(
    '--dict <file>',
    text({
      zh: '用户词典：一行一个词，可带词频和词性；词频写 ! 则永不切开（可重复）',
      en: 'words of your own: one a line, with weight and part of speech if wanted; a weight of ! means never split (may be repeated)',
    }),
    (file: string, before: readonly string[] = []) => [...before, file],
  );
}

/**
 * The words of all dictionaries, in order: of two entries for one word the later counts.
 * @throws InputError for a file that cannot be read, or that names the line of what is no entry
 */
export async function readUserWords(
  { dict = [] }: DictionaryFlags,
  stdin: Terminal['stdin'],
): Promise<UserWord[]> {
  const words: UserWord[] = [];
  if (dict.length === 0) return words;
  const { readText } = await import('../io/text-source.ts');
  for (const file of dict) words.push(...parseUserWords(file, await readText(file, stdin)));
  return words;
}
