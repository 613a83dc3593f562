import { readShipped } from '../../io/resources.ts';
import { InputError } from '../../model/errors.ts';
import { loadResources } from '../../pipeline.ts';
import { decideAgain } from '../../store/clustering.ts';
import {
  keepDecision,
  type NewDecision,
  readDecisions,
  undoDecision,
} from '../../store/decisions.ts';
import { withWriter } from '../../store/open.ts';
import { query } from '../../store/query.ts';
import type { WritableStore } from '../../store/session.ts';
import { changesOf, groupingWith } from '../cluster.ts';
import { readUserWords } from '../dictionary.ts';
import { readStore, storeOptions } from '../opening.ts';
import { storePath } from '../settings.ts';
import type { PainsCall } from './call.ts';

/** Keeps a person's decision, or takes one back, and applies all that hold. */
export async function decideOn(call: PainsCall): Promise<void> {
  const { flags, terminal, say } = call;
  const change = changeOf(call);
  const shipped = readShipped();
  const words = await readUserWords(flags, terminal.stdin);
  const grouping = groupingWith(loadResources(shipped, words), shipped, terminal);
  // A reader says it best where there is no store; a writer would make one.
  await readStore(flags, terminal, say, async () => undefined);
  const options = storeOptions(flags, say);
  const { number, events } = await withWriter(
    storePath(flags, terminal),
    options,
    async (writer) => {
      await change(writer);
      return decideAgain(writer, grouping);
    },
  );
  const changes = changesOf(events);
  say.say({
    zh: `已记下并生效（第 ${number} 次运行）：${changes.zh}`,
    en: `kept and applied (run ${number}): ${changes.en}`,
  });
}

type Change = (writer: WritableStore) => Promise<void>;

function changeOf(call: PainsCall): Change {
  if (call.action === 'undo') return undo(numberOf(call.ids[0]));
  const decision = decisionOf(call);
  return async (writer) => {
    const ids = [decision.pain, ...(decision.action === 'merge' ? decision.others : [])];
    await mustExist(writer, ids);
    await keepDecision(writer, decision);
  };
}

function decisionOf({ action, ids, flags }: PainsCall): NewDecision {
  const [pain, ...rest] = ids;
  if (pain === undefined) throw wrongUse(action, '编号', 'an id');
  if (action === 'hide') return { action, pain };
  if (action === 'rename') {
    const label = rest.join(' ').trim();
    if (label === '') throw wrongUse(action, '编号和新名称', 'an id and the new label');
    return { action, pain, label };
  }
  if (action === 'merge') {
    const others = [...new Set(rest)].filter((id) => id !== pain);
    if (others.length === 0) throw wrongUse(action, '至少两个编号', 'two ids at least');
    return { action, pain, others };
  }
  if (!flags.by) throw wrongUse('split', '编号和 --by 词', 'an id and --by WORD');
  return { action: 'split', pain, term: flags.by, label: flags.label ?? flags.by };
}

function undo(number: number): Change {
  return async (writer) => {
    const known = (await readDecisions(writer)).find((one) => one.number === number && !one.undone);
    if (known === undefined) {
      throw new InputError({
        zh: `没有第 ${number} 个有效的决定；见 voc pains decisions`,
        en: `no decision ${number} that holds; see voc pains decisions`,
      });
    }
    await undoDecision(writer, number);
  };
}

function numberOf(text: string | undefined): number {
  if (text !== undefined && /^\d{1,9}$/.test(text)) return Number(text);
  throw wrongUse('undo', '决定的序号（见 voc pains decisions）', 'the number of a decision');
}

async function mustExist(writer: WritableStore, ids: readonly string[]): Promise<void> {
  const pains = await query<{ id: string }>(writer, 'SELECT id FROM pains');
  const known = new Set(pains.map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) throw noSuchPain(missing);
}

/** Says that no pain point has this id, and where the ids are. */
export function noSuchPain(id: string): InputError {
  return new InputError({
    zh: `没有痛点 ${id}：编号见 voc pains list`,
    en: `no pain point ${id}: voc pains list has the ids`,
  });
}

function wrongUse(action: string, zh: string, en: string): InputError {
  return new InputError(
    { zh: `voc pains ${action} 需要${zh}`, en: `voc pains ${action} needs ${en}` },
    { status: 2 },
  );
}
