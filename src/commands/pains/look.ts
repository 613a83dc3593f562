import { InputError } from '../../model/errors.ts';
import type { PainFinding } from '../../model/findings.ts';
import { findingsOf } from '../../pipeline.ts';
import { evidenceRows, painListRows } from '../../report/pains.ts';
import { readDecisions } from '../../store/decisions.ts';
import { readFacts } from '../../store/facts.ts';
import { readEvents, readPainVoices, readRuns } from '../../store/pain-history.ts';
import { configurationOf } from '../configuration.ts';
import { readStore } from '../opening.ts';
import { filterOf } from '../settings.ts';
import { type PainsCall, writeRows } from './call.ts';
import { noSuchPain } from './decide.ts';

/** `voc pains list`: the pain points of the voices that pass the filter, most urgent first. */
export async function listPains(call: PainsCall): Promise<void> {
  const { flags } = call;
  const found = (await findingsIn(call)).filter(
    ({ aspect, stage }) =>
      (flags.aspect === undefined || aspect === flags.aspect) &&
      (flags.stage === undefined || stage === flags.stage),
  );
  await writeRows(call, painListRows(found.slice(0, flags.top ?? found.length)));
}

/** `voc pains show`: the evidence of one pain point, or every voice of it. */
export async function showPain(call: PainsCall): Promise<void> {
  const [id] = call.ids;
  if (id === undefined) {
    throw new InputError(
      { zh: 'voc pains show 需要编号（见 voc pains list）', en: 'voc pains show needs an id' },
      { status: 2 },
    );
  }
  const pain = (await findingsIn(call)).find((one) => one.id === id);
  if (pain === undefined) throw noSuchPain(id);
  if (!call.flags.voices) return writeRows(call, evidenceRows(pain, call.say.language));
  await readStore(call.flags, call.terminal, call.say, (reader) =>
    writeRows(call, readPainVoices(reader, id, filterOf(call.flags))),
  );
}

/** The pain points, ranked ones first. */
async function findingsIn({ flags, terminal, say }: PainsCall): Promise<PainFinding[]> {
  const facts = await readStore(flags, terminal, say, (reader) =>
    readFacts(reader, filterOf(flags)),
  );
  const { priority } = await configurationOf(terminal);
  const { pains, others } = findingsOf(facts, priority);
  return [...pains, ...others];
}

/** `voc pains history`: the runs, or what happened to one pain point. */
export async function showHistory(call: PainsCall): Promise<void> {
  const [id] = call.ids;
  await readStore(call.flags, call.terminal, call.say, async (reader) => {
    if (id !== undefined) return writeRows(call, readEvents(reader, id));
    const runs = await readRuns(reader);
    await writeRows(call, {
      columns: ['run', 'engine', 'voices', 'opinions', 'pains', 'changes', 'first_day', 'last_day'],
      rows: runs.map((run) => [
        ...[run.number, run.engine, run.voices, run.opinions, run.pains, run.changes],
        ...[run.firstDay, run.lastDay],
      ]),
    });
  });
}

/** `voc pains decisions`: what people decided, in order. */
export async function listDecisions(call: PainsCall): Promise<void> {
  const decisions = await readStore(call.flags, call.terminal, call.say, readDecisions);
  await writeRows(call, {
    columns: ['decision', 'action', 'pain_id', 'others', 'term', 'label', 'status'],
    rows: decisions.map((decision) => [
      decision.number,
      decision.action,
      decision.pain,
      decision.action === 'merge' ? decision.others.join('|') : null,
      decision.action === 'split' ? decision.term : null,
      'label' in decision ? decision.label : null,
      decision.undone ? 'undone' : 'holds',
    ]),
  });
}
