import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Element } from '../../src/model/elements.ts';
import type { AnnotatedVoice } from '../../src/model/store.ts';
import { forgetPerson } from '../../src/store/forget.ts';
import { query } from '../../src/store/query.ts';
import { grouping, keyOf, load, RUDE, read, SLOW, tempFolder, voiceOf } from './voices.ts';

const ELEMENTS: readonly Element[] = [
  { element: 'touchpoint', item: 'online_service', start: 0, end: 2, opinion: 0 },
  { element: 'emotion', item: 'anger', start: 3, end: 5, opinion: null },
];

const withElements = (id: string, customerId: string): AnnotatedVoice => ({
  ...voiceOf(id, [RUDE], { customerId }),
  elements: ELEMENTS,
});

const stored = (store: string) =>
  read(store, (reader) =>
    query(
      reader,
      'SELECT voice_key AS key, element, item, start, "end", opinion FROM elements ORDER BY 1, 4',
    ),
  );
const rowsOf = (id: string) => ELEMENTS.map((element) => ({ key: keyOf(id), ...element }));

test('elements are stored with their voices, once', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, [withElements('1', 'anna'), voiceOf('2', [SLOW])]);
  await load(store, [withElements('1', 'anna')]);
  expect(await stored(store)).toEqual(rowsOf('1'));
});

test('the elements of a customer who is forgotten go too', async () => {
  const store = join(await tempFolder(), 'voc.db');
  await load(store, [withElements('1', 'anna'), withElements('2', 'ben')]);
  const anna = { isTheirs: (id: string) => id === 'anna', names: ['anna'], mentions: false };
  await forgetPerson(store, anna, grouping(), async () => undefined, {});
  expect(await stored(store)).toEqual(rowsOf('2'));
});
