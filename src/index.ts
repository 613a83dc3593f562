/**
 * The library: the stages as plain functions. No function here reads a file, a clock or the environment;
 * hand in what the package carries (`Shipped`).
 */
export { annotate } from './annotate/annotate.ts';
export { explain } from './annotate/explain.ts';
export { compileDictionaries } from './lexicon/compile.ts';
export type * from './model/annotation.ts';
export { InputError } from './model/errors.ts';
export type * from './model/explanation.ts';
export type * from './model/facts.ts';
export type * from './model/findings.ts';
export {
  ASPECTS,
  type Aspect,
  KINDS,
  type Kind,
  type Language,
  type Message,
  POLARITIES,
  type Polarity,
  SENTIMENTS,
  type Sentiment,
  SIGNALS,
  type Signal,
  STAGES,
  type Stage,
  URGENCIES,
  type Urgency,
} from './model/labels.ts';
export type * from './model/pain.ts';
export type * from './model/shipped.ts';
export type * from './model/source.ts';
export type * from './model/voice.ts';
export { loadSegmenter } from './pipeline/segmenting.ts';
export {
  findingsOf,
  findPainPoints,
  loadResources,
  type Resources,
} from './pipeline.ts';
export { renderHtml } from './report/html.ts';
export { renderJson } from './report/json.ts';
export { renderMarkdown } from './report/markdown.ts';
export { renderTerminal } from './report/terminal.ts';
