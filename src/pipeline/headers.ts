import { HEADERS_FILE, meaningOf, parseHeaders } from '../lexicon/headers.ts';
import { openSections } from '../lexicon/sections.ts';
import type { ColumnRole } from '../model/source.ts';

/** What tells the role of a column by the whole of its name; null for a name that is not known. */
export function roleFinder(dictionaries: Uint8Array): (name: string) => ColumnRole | null {
  const headers = parseHeaders(openSections(dictionaries).text(HEADERS_FILE));
  return (name) => {
    const meaning = meaningOf(name, headers);
    return meaning?.exact ? meaning.role : null;
  };
}
