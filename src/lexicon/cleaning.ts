import { FRAME_ROLES, type FrameRole, type Frames, framesOf } from '../text/frames.ts';
import { type CleaningTables, cleaningTables } from '../text/tables.ts';
import { lazily } from './lazily.ts';
import type { Section, Sections } from './sections.ts';
import { badCell, eachRow, readTable } from './tables.ts';

/** What texts are cleaned with, as the dictionaries have it. */
export const CLEANING = {
  characters: { file: 'traditional.tsv', columns: ['traditional', 'simplified'] },
  words: { file: 'traditional.words.tsv', columns: ['traditional', 'simplified'] },
  frames: { file: 'frames.tsv', columns: ['text', 'role'] },
} as const;

/**
 * The sections that `openCleaning` opens, but for the texts of words and frames.
 * @throws InputError naming file and line of a row that is wrong
 */
export function compileCleaning(
  textOf: (file: string) => string,
): Readonly<Record<string, Section>> {
  const { traditional, longestWord, classes } = cleaningTables(
    readCharacters(textOf(CLEANING.characters.file)),
    readWords(textOf(CLEANING.words.file)),
    readFrames(textOf(CLEANING.frames.file)),
  );
  return { traditional, longestWord, classes };
}

/** The tables. Words and frames, which few texts ask for, are read when they are first asked for. */
export function openCleaning(sections: Sections): CleaningTables {
  const words = lazily(() => readWords(sections.text(CLEANING.words.file)));
  const frames = lazily(() => readFrames(sections.text(CLEANING.frames.file)));
  return {
    traditional: sections.units('traditional'),
    get words() {
      return words();
    },
    longestWord: sections.bytes('longestWord'),
    get frames() {
      return frames();
    },
    classes: sections.bytes('classes'),
  };
}

function readCharacters(text: string): Uint16Array {
  const { file, columns } = CLEANING.characters;
  const characters = new Uint16Array(65536);
  eachRow(file, text, columns, ({ line, cells: [from = '', to = ''] }) => {
    if (from.length !== 1 || to.length !== 1) throw badCell(file, line, from, 'a single character');
    characters[from.charCodeAt(0)] = to.charCodeAt(0);
  });
  return characters;
}

function readWords(text: string): ReadonlyMap<string, string> {
  const { file, columns } = CLEANING.words;
  const words = new Map<string, string>();
  eachRow(file, text, columns, ({ line, cells: [from = '', to = ''] }) => {
    if (from === '' || to === '') throw badCell(file, line, '', 'a word');
    words.set(from, to.toLowerCase());
  });
  return words;
}

function readFrames(text: string): Frames {
  const { file, columns } = CLEANING.frames;
  return framesOf(
    readTable(file, text, columns).map(({ line, cells: [frame = '', role = ''] }) => {
      if (frame === '' || frame === '-') throw badCell(file, line, frame, 'a word');
      if (!isFrameRole(role)) throw badCell(file, line, role, FRAME_ROLES.join(' '));
      return [frame, role];
    }),
  );
}

function isFrameRole(role: string): role is FrameRole {
  return FRAME_ROLES.some((known) => known === role);
}
