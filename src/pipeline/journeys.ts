import { blockedCues } from '../annotate/cues.ts';
import { findElements, loadElements } from '../annotate/elements.ts';
import { labelOf, prepareTexts, readText, received } from '../annotate/reading.ts';
import type { CueFinder } from '../journey/quotes.ts';
import { CONCERNS_FILE, readConcernWords } from '../lexicon/concerns.ts';
import { JOURNEYS_FILE } from '../lexicon/journeys.ts';
import { openLexicon } from '../lexicon/lexicon.ts';
import { openSections } from '../lexicon/sections.ts';
import type { ConcernWords } from '../model/journey.ts';

/** The text of the dictionary of journeys, out of the compiled dictionaries. */
export function journeysIn(dictionaries: Uint8Array): string {
  return openSections(dictionaries).text(JOURNEYS_FILE);
}

/** The words that put opinions under the five concerns, out of the compiled dictionaries. */
export function concernWords(dictionaries: Uint8Array): ConcernWords[] {
  return readConcernWords(openSections(dictionaries).text(CONCERNS_FILE));
}

/** What finds the words that put a label on a text: of several cues the longest, which tells most. */
export function cueFinder(dictionaries: Uint8Array): CueFinder {
  const lexicon = openLexicon(dictionaries);
  return (text, label) => {
    const [prepared] = prepareTexts([text], lexicon, null);
    if (prepared === undefined) return null;
    const reading = readText(prepared, lexicon);
    const blocked = blockedCues(reading.cues);
    const [longest] = reading.cues
      .filter((cue) => labelOf(cue) === label && !blocked.has(cue))
      .sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
    return longest === undefined ? null : received(reading, longest);
  };
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
