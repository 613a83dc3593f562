import { SaxesParser } from 'saxes';
import { DeclaredEntities } from './bomb.ts';

/** What happens to the elements of a document. Names are without prefix. */
export interface XmlHandler {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** Longest stretch without the beginning or end of an element, in characters. */
const MAX_STRETCH = 64 * 1024 * 1024;

/**
 * Parses a document piece by piece and stops after each, so that the caller can pass on what it has found.
 * Nothing at all counts as a document without elements, for parts that a file may lack.
 * A document that declares a type or entities of its own is refused. Characters that XML forbids become U+FFFD.
 * @throws Error where the document is not well-formed
 */
export async function* parseXml(
  chunks: AsyncIterable<string>,
  handler: XmlHandler,
): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false });
  let stretch = 0;
  let empty = true;
  parser.on('opentag', (tag) => {
    stretch = 0;
    handler.open?.(localName(tag.name), tag.attributes as Record<string, string>);
  });
  parser.on('closetag', (tag) => {
    stretch = 0;
    handler.close?.(localName(tag.name));
  });
  if (handler.text !== undefined) {
    parser.on('text', handler.text);
    parser.on('cdata', handler.text);
  }
  // Workbooks have none; entities that unfold into gigabytes do.
  parser.on('doctype', () => {
    throw new DeclaredEntities();
  });
  parser.on('error', (error) => {
    // Some programs write control characters as references; the rest of such a document is sound.
    if (!/character (entity|reference)|disallowed character/i.test(error.message)) throw error;
  });
  for await (const chunk of chunks) {
    empty &&= chunk === '';
    stretch += chunk.length;
    if (stretch > MAX_STRETCH) throw new Error('an element is too large');
    parser.write(withoutControls(chunk));
    yield;
  }
  if (empty) return;
  parser.close();
  yield;
}

/** Parses a small document to its end. */
export async function readXml(chunks: AsyncIterable<string>, handler: XmlHandler): Promise<void> {
  for await (const _ of parseXml(chunks, handler));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are forbidden in XML
  return text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');
}
