/**
 * Columns of a voice as the JSON text that is stored. Halves of surrogate pairs, which JSON can write and the engine cannot
 * read, become U+FFFD, as in a text.
 */
export function attributesJson(attributes: Readonly<Record<string, string>>): string {
  const json = JSON.stringify(attributes);
  if (!json.includes('\\ud')) return json;
  const entries = Object.entries(attributes);
  return JSON.stringify(
    Object.fromEntries(entries.map((entry) => entry.map((text) => text.toWellFormed()))),
  );
}

/** A condition that is met where a column holds no JSON object that the engine can read. */
export const isUnreadable = (column: string): string =>
  `coalesce(TRY(json_type(${column})), '') <> 'OBJECT'`;

/** A text that was stored as attributes and is unreadable, as attributes: its columns if they can be told, else the text as one. */
export function readableAttributes(stored: string): string {
  const columns = columnsOf(stored) ?? { attributes: stored };
  const entries = Object.entries(columns);
  return attributesJson(
    Object.fromEntries(
      entries.map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ),
  );
}

function columnsOf(stored: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(stored);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
