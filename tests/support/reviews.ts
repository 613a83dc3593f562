import { readdirSync } from 'node:fs';
import { openSource } from '../../src/io/source.ts';

/** The column `text` of all files with this ending; without one, of the sets that are for trying out. */
export async function reviewsIn(folder: string, ending = '.dev.csv'): Promise<string[]> {
  const texts: string[] = [];
  for (const name of readdirSync(folder).filter((file) => file.endsWith(ending))) {
    const rows: (readonly string[])[] = [];
    for await (const batch of (await openSource(`${folder}/${name}`, {})).batches) {
      for (const item of batch) if (item.kind === 'row') rows.push(item.cells);
    }
    const column = rows[0]?.indexOf('text') ?? -1;
    texts.push(...rows.slice(1).map((cells) => cells[column] ?? ''));
  }
  return texts;
}
