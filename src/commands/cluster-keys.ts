import { createKeyReader } from '../ingest/opinion-keys.ts';
import { openSource } from '../io/source.ts';
import { type TableFormat, writeTable } from '../io/table.ts';
import { EXIT, InputError } from '../model/errors.ts';
import type { OpinionKey, StatedOpinion } from '../model/pain.ts';
import type { Cell } from '../model/store.ts';
import { findPainPoints, type Resources } from '../pipeline.ts';
import { nameOf } from './describe.ts';
import { digest } from './digest.ts';
import { formatOf, isForSpreadsheets, type OutputFlags } from './output-flags.ts';
import type { Terminal, Voicing } from './terminal.ts';

/** Formats of the assignments of `--keys`. */
export const KEY_FORMATS: readonly string[] = [
  'table',
  'csv',
  'tsv',
  'ndjson',
  'json',
  'md',
  'parquet',
];

const COLUMNS = ['span', 'term', 'aspect', 'stage', 'voices', 'pain_id', 'label', 'other'];

/**
 * Groups distinct opinions that another engine has counted, without a store: the same rows with their pain points,
 * in the order of `voices` and then of the words, whatever the order of the file. A store also asks what stands around
 * a wording, and may find what it is about there. Gives the exit status.
 * @throws InputError where the file holds none, or the same one twice
 */
export async function clusterKeys(
  file: string,
  flags: OutputFlags,
  terminal: Terminal,
  say: Voicing,
  resources: Resources,
): Promise<number> {
  const format = formatOf(flags, terminal, KEY_FORMATS);
  const { keys, rejected } = await readKeys(file, terminal, say);
  const { pains, placed } = findPainPoints(keys.map(aloneInVoice), resources, digest);
  const byId = new Map(pains.map((pain) => [pain.id, pain]));
  const rows = keys.map(({ span, term, aspect, stage, voices }, at): readonly Cell[] => {
    const pain = byId.get(placed[at]?.painId ?? '');
    if (pain === undefined) throw new Error(`no pain point for ${span}`);
    return [span, term, aspect, stage, voices, pain.id, pain.label, pain.other];
  });
  await writeTable({ columns: COLUMNS, rows }, format as TableFormat, flags.output ?? '-', {
    excel: isForSpreadsheets(flags),
    name: 'pains',
    stdout: terminal.stdout,
  });
  return rejected > 0 ? EXIT.rejected : EXIT.done;
}

/** A wording that was counted over many voices has none of them around it. */
function aloneInVoice({ voices: _, ...key }: OpinionKey, at: number): StatedOpinion {
  return { ...key, voiceKey: String(at), seq: 0, before: '', head: '' };
}

async function readKeys(
  file: string,
  terminal: Terminal,
  say: Voicing,
): Promise<{ readonly keys: readonly OpinionKey[]; readonly rejected: number }> {
  const { batches } = await openSource(file, { tell: say.warn }, terminal.stdin);
  const read = createKeyReader();
  const keys = new Map<string, OpinionKey>();
  const name = nameOf(file);
  let rejected = 0;
  for await (const items of batches) {
    for (const item of items) {
      const result = read(item);
      if (result === null) continue;
      if (result.kind === 'key') {
        const { span, term, aspect, stage } = result.key;
        const words = JSON.stringify([span, term, aspect, stage]);
        if (keys.has(words)) throw twice(name, item.line, span);
        keys.set(words, result.key);
      } else {
        rejected += 1;
        const { line, reason } = result.reject;
        say.warn({
          zh: `${name.zh}:${line}：${reason.zh}`,
          en: `${name.en}:${line}: ${reason.en}`,
        });
      }
    }
  }
  const sorted = [...keys].sort(
    ([a, one], [b, other]) => other.voices - one.voices || (a < b ? -1 : 1),
  );
  return { keys: sorted.map(([, key]) => key), rejected };
}

function twice(name: { zh: string; en: string }, line: number, span: string): InputError {
  return new InputError({
    zh: `${name.zh}:${line}：「${span}」重复出现；请先按 span、term、aspect、stage 汇总`,
    en: `${name.en}:${line}: "${span}" stands there twice; sum up by span, term, aspect and stage first`,
  });
}
