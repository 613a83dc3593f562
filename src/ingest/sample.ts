/**
 * Takes the first items of a stream of batches to look at, and gives the stream back whole. The stream is closed
 * when the reading of `all` ends, also before its end.
 */
export async function takeSample<Item>(
  batches: AsyncIterable<readonly Item[]>,
  size: number,
): Promise<{
  readonly sample: readonly Item[];
  readonly all: AsyncIterable<readonly Item[]>;
}> {
  const iterator = batches[Symbol.asyncIterator]();
  const taken: (readonly Item[])[] = [];
  for (let count = 0; count < size; ) {
    const next = await iterator.next();
    if (next.done) break;
    taken.push(next.value);
    count += next.value.length;
  }
  return { sample: taken.flat().slice(0, size), all: joined(taken, iterator) };
}

async function* joined<Item>(
  taken: readonly (readonly Item[])[],
  rest: AsyncIterator<readonly Item[]>,
): AsyncGenerator<readonly Item[]> {
  try {
    yield* taken;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
