import type { PersonalLexicon } from '../../lexicon/personal.ts';
import type { PersonalFinder } from './find.ts';
import { likelyNameEnd } from './likely-names.ts';
import { MARKS, maskText } from './mask.ts';
import { isWholeName, surnameAt } from './names.ts';

/** What tells names in file names. */
export interface FileNameOptions {
  readonly personal: PersonalLexicon;
  readonly find: PersonalFinder;
  /** Whether a part is a word that means something else than a person. */
  readonly isWord: (part: string) => boolean;
}

/** What stands between other characters: 张伟 in 投诉_张伟_0713 and in 张伟的投诉; what a mark says is none. */
const PARTS = /(?<!\[)(?<![^\P{Script=Han}的])[^\P{Script=Han}的]{2,4}(?![^\P{Script=Han}的])/gu;

/**
 * The name of a file without personal data. No sentence tells a name here: a part is one that is set apart and looks like a
 * full name alone. Beside somebody's number less is asked of it.
 */
export function maskFileName(name: string, options: FileNameOptions): string {
  const masked = maskText(name, options.find);
  const beside = masked !== name;
  return masked.replace(PARTS, (part) => (isName(part, beside, options) ? MARKS.name : part));
}

function isName(part: string, beside: boolean, { personal, isWord }: FileNameOptions): boolean {
  if (!isWholeName(part, personal) || isWord(part)) return false;
  const surname = part.slice(0, surnameAt(part, 0, personal));
  if (personal.unclearSurnames.has(surname) || personal.surnameWords.has(part)) return false;
  return beside || likelyNameEnd(part, 0, personal) === part.length;
}
