/** Many texts, of up to a gigabyte together, in the order of adding, in a fraction of the memory that as many strings take. */
export interface Texts {
  readonly add: (text: string) => void;
  readonly count: () => number;
  /** The text with a number from 0; undefined where there is none. */
  readonly at: (index: number) => string | undefined;
}

/** Bytes of a page. A longer text gets a page of its own. Places are of 32 bits: there is room for 4,096 pages. */
const PAGE = 1 << 20;

/**
 * An empty collection. Texts lie as bytes in pages outside the heap: one byte a unit where all are below 256, else two, so
 * that every text comes back as it was, lone surrogates included.
 */
export function createTexts(): Texts {
  const pages: Buffer[] = [];
  let used = PAGE;
  let count = 0;
  // Where each text begins, and its bytes: below 0 for two bytes a unit.
  let places = new Uint32Array(1 << 12);
  let sizes = new Int32Array(1 << 12);

  function room(bytes: number): Buffer {
    if (used + Math.max(1, bytes) > PAGE) {
      pages.push(Buffer.allocUnsafeSlow(Math.max(PAGE, bytes)));
      used = 0;
    }
    return pages.at(-1) ?? Buffer.alloc(0);
  }

  function add(text: string): void {
    if (count === places.length) {
      places = grown(places, new Uint32Array(count * 2));
      sizes = grown(sizes, new Int32Array(count * 2));
    }
    const encoding = NARROW.test(text) ? 'latin1' : 'utf16le';
    const bytes = encoding === 'latin1' ? text.length : text.length * 2;
    const page = room(bytes);
    page.write(text, used, encoding);
    places[count] = (pages.length - 1) * PAGE + used;
    sizes[count] = encoding === 'latin1' ? bytes : -bytes;
    used += bytes;
    count += 1;
  }

  function at(index: number): string | undefined {
    if (!(index >= 0 && index < count)) return undefined;
    const [place = 0, size = 0] = [places[index], sizes[index]];
    const from = place % PAGE;
    const page = pages[Math.floor(place / PAGE)];
    return page?.toString(size < 0 ? 'utf16le' : 'latin1', from, from + Math.abs(size));
  }

  return { add, count: () => count, at };
}

/** Texts of units below 256 alone. */
const NARROW = /^[\0-\xff]*$/;

function grown<Array extends Uint32Array | Int32Array>(from: Array, to: Array): Array {
  to.set(from);
  return to;
}
