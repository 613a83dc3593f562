/**
 * Takes the first values of a stream to look at, and gives the stream back whole. The stream is closed when
 * the reading of `all` ends, also before its end.
 */
export async function takeSample<Item>(
  items: AsyncIterable<Item>,
  size: number,
): Promise<{ readonly sample: readonly Item[]; readonly all: AsyncIterable<Item> }> {
  const iterator = items[Symbol.asyncIterator]();
  const sample: Item[] = [];
  while (sample.length < size) {
    const next = await iterator.next();
    if (next.done) break;
    sample.push(next.value);
  }
  return { sample, all: joined(sample, iterator) };
}

async function* joined<Item>(
  sample: readonly Item[],
  rest: AsyncIterator<Item>,
): AsyncGenerator<Item> {
  try {
    yield* sample;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
