/** Items that are passed on together where a format gives them one by one: few enough that what is made of them dies young. */
const BATCH_ITEMS = 500;

/** Puts items that come one by one together. What came before a fault is passed on before the fault. */
export async function* inBatches<Item>(
  items: AsyncIterable<Item>,
): AsyncGenerator<readonly Item[]> {
  let batch: Item[] = [];
  try {
    for await (const item of items) {
      batch.push(item);
      if (batch.length < BATCH_ITEMS) continue;
      yield batch;
      batch = [];
    }
  } catch (cause) {
    if (batch.length > 0) yield batch;
    throw cause;
  }
  if (batch.length > 0) yield batch;
}
