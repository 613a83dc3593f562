import { findElements, loadElements } from '../annotate/elements.ts';
import { JOURNEYS_FILE } from '../lexicon/journeys.ts';
import { openLexicon } from '../lexicon/lexicon.ts';
import { openSections } from '../lexicon/sections.ts';

/** The text of the dictionary of journeys, out of the compiled dictionaries. */
export function journeysIn(dictionaries: Uint8Array): string {
  return openSections(dictionaries).text(JOURNEYS_FILE);
}

/** What tells which touchpoints a text names, by identifier. */
export function touchpointFinder(dictionaries: Uint8Array): (text: string) => readonly string[] {
  const { traditional } = openLexicon(dictionaries).cleaning;
  const index = loadElements(openSections(dictionaries).text, traditional);
  return (text) => [
    ...new Set(
      findElements(text, [], index).flatMap(({ element, item }) =>
        element === 'touchpoint' ? [item] : [],
      ),
    ),
  ];
}
