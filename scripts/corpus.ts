/** The features of many texts, numbered. */
export interface Corpus {
  /** Key of each feature number. */
  readonly keys: Uint32Array;
  /** Feature numbers of all texts one after another, each once in a text. */
  readonly features: Int32Array;
  /** Where the features of each text begin; one more than there are texts. */
  readonly starts: Int32Array;
}

/**
 * Numbers the features of `count` texts in the order in which they first occur, and leaves out those that fewer
 * than `rarest` texts have. `keysOf` gives the keys of a text, zeros and repetitions included.
 */
export function numberFeatures(
  count: number,
  keysOf: (index: number) => Uint32Array,
  rarest: number,
): Corpus {
  const table = createTable();
  let occurrences = new Int32Array(1 << 20);
  const starts = new Int32Array(count + 1);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const keys = keysOf(i).slice().sort();
    if (occurrences.length < total + keys.length) occurrences = grown(occurrences, total);
    let before = 0;
    for (const key of keys) {
      if (key === before) continue;
      before = key;
      const id = table.idOf(key);
      table.texts[id] = (table.texts[id] as number) + 1;
      occurrences[total++] = id;
    }
    starts[i + 1] = total;
  }
  return withoutRare(table, occurrences, starts, rarest);
}

function withoutRare(
  table: Table,
  occurrences: Int32Array,
  allStarts: Int32Array,
  rarest: number,
): Corpus {
  const numbers = new Int32Array(table.size()).fill(-1);
  const keys: number[] = [];
  for (let id = 0; id < numbers.length; id++) {
    if ((table.texts[id] as number) < rarest) continue;
    numbers[id] = keys.length;
    keys.push(table.keys[id] as number);
  }
  const starts = new Int32Array(allStarts.length);
  let total = 0;
  for (let i = 0; i + 1 < allStarts.length; i++) {
    for (let at = allStarts[i] as number; at < (allStarts[i + 1] as number); at++) {
      const number = numbers[occurrences[at] as number] as number;
      if (number >= 0) occurrences[total++] = number;
    }
    starts[i + 1] = total;
  }
  return { keys: Uint32Array.from(keys), features: occurrences.slice(0, total), starts };
}

interface Table {
  readonly keys: Uint32Array;
  /** How many texts have the feature, by id. */
  readonly texts: Uint32Array;
  idOf(key: number): number;
  size(): number;
}

/** Room for distinct features; the training texts have about ten million. */
const SLOTS = 2 ** 25;

function createTable(): Table {
  const slots = new Int32Array(SLOTS);
  const keys = new Uint32Array(SLOTS / 2);
  const texts = new Uint32Array(SLOTS / 2);
  let size = 0;
  return {
    keys,
    texts,
    size: () => size,
    idOf(key) {
      let slot = Math.imul(key, 0x9e3779b1) >>> 7;
      while (slots[slot] !== 0) {
        const id = (slots[slot] as number) - 1;
        if (keys[id] === key) return id;
        slot = (slot + 1) & (SLOTS - 1);
      }
      if (size === keys.length) throw new RangeError(`more than ${keys.length} distinct features`);
      keys[size] = key;
      slots[slot] = ++size;
      return size - 1;
    },
  };
}

function grown(array: Int32Array, used: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array.subarray(0, used));
  return larger;
}
