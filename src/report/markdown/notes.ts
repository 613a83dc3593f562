import { clusterHint } from '../sentences.ts';
import { say, WORDS } from '../wording.ts';
import { plain } from './markup.ts';
import type { Page } from './page.ts';

/** What a reader must know of the data. */
export function noteSection({ findings, language }: Page): string[] {
  const hint = clusterHint(findings, language);
  const notes = [...findings.notes.map((note) => say(note, language)), ...(hint ? [hint] : [])];
  if (notes.length === 0) return [];
  return [`## ${say(WORDS.notes, language)}`, notes.map((note) => `- ${plain(note)}`).join('\n')];
}
