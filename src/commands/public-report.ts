import { outputTo } from '../io/output.ts';
import { readShipped } from '../io/resources.ts';
import { type TableFormat, writeTable } from '../io/table.ts';
import { effectOf } from '../measure/effect.ts';
import { InputError } from '../model/errors.ts';
import type { Quote } from '../model/facts.ts';
import type { Findings, PainFinding } from '../model/findings.ts';
import type { PublicFindings, PublicPain, PublicSettings } from '../model/public.ts';
import type { Filter } from '../model/store.ts';
import { findingsOf, loadResources, maskingOf, quotedFindings } from '../pipeline.ts';
import {
  publicHtml,
  publicJson,
  publicMarkdown,
  publicRows,
  publicTerminal,
} from '../report/public/render.ts';
import { readEffect } from '../store/effects.ts';
import { readFacts } from '../store/facts.ts';
import { readQuotes } from '../store/pain-facts.ts';
import type { Store } from '../store/session.ts';
import { configurationOf } from './configuration.ts';
import { readStore } from './opening.ts';
import { isForSpreadsheets } from './output-flags.ts';
import { filterOf, type StoreFlags } from './settings.ts';
import { reportFormat, type ShowFlags } from './show.ts';
import { type CommonOptions, type Terminal, type Voicing, wantsColor } from './terminal.ts';

type PublicFlags = StoreFlags & ShowFlags & Filter & CommonOptions;

/** Numbers below this are not told unless `voc.yaml` says another. */
const LEAST = 10;
/** Pain points on the page. */
const LIMIT = 8;

/** Writes the page for customers: what they said, and what was done about it. */
export async function publicReport(
  flags: PublicFlags,
  terminal: Terminal,
  say: Voicing,
): Promise<void> {
  const format = reportFormat(flags, terminal);
  const { priority, public: settings = {} } = await configurationOf(terminal);
  const mask = maskingOf(loadResources(readShipped()));
  const filter = filterOf(flags);
  const findings = await readStore(flags, terminal, say, async (reader) => {
    const along = { quotes: false, evidence: false, journey: false, scope: true };
    const facts = await readFacts(reader, filter, along);
    const found = findingsOf(facts, priority);
    const ids = chosenPains(found, settings, flags.top ?? LIMIT).map(({ id }) => id);
    const candidates = await readQuotes(reader, ids);
    const isUntold = (quote: Quote): boolean => !TELLING.test(mask(textOf(quote)));
    const untold = new Map([...candidates].map(([id, quotes]) => [id, quotes.filter(isUntold)]));
    const quoted = quotedFindings(found, untold);
    const chosen = quoted.pains.filter(({ id }) => ids.includes(id));
    const pains: PublicPain[] = [];
    for (const pain of chosen) pains.push(await publicPain(reader, pain, settings, mask));
    return publicFindings(found, settings, pains);
  });
  await show(findings, format, flags, terminal, say);
  say.say({
    zh: '公布之前请人读一遍：程序去掉了个人信息和编号，去不掉只有当事人认得出的经过。',
    en: 'Let somebody read it before it is published: personal data and ids are gone, a story that only its teller knows is not.',
  });
}

function publicFindings(
  { scope }: Findings,
  settings: PublicSettings,
  pains: readonly PublicPain[],
): PublicFindings {
  const { voices, firstDay, lastDay } = scope;
  const { title = null, least = LEAST } = settings;
  return { title, voices, firstDay, lastDay, least, pains };
}

/**
 * Pain points that enough voices speak of and that are firm, by rank, and those that an action is written down for.
 * @throws InputError for an action on a pain point that is not there
 */
function chosenPains(
  { pains, others }: Findings,
  { least = LEAST, actions = {} }: PublicSettings,
  limit: number,
): readonly PainFinding[] {
  const known = new Set([...pains, ...others].map(({ id }) => id));
  const unknown = Object.keys(actions).find((id) => !known.has(id));
  if (unknown !== undefined) {
    throw new InputError({
      zh: `voc.yaml 的 public.actions 里的 ${unknown} 不在这些声音的痛点中；编号见 voc pains list`,
      en: `public.actions in voc.yaml names ${unknown}, which is no pain point of these voices: see voc pains list`,
    });
  }
  const firm = pains
    .filter(({ voices, status }) => voices >= least && status === 'actionable')
    .slice(0, limit);
  return pains.filter((pain) => Object.hasOwn(actions, pain.id) || firm.includes(pain));
}

async function publicPain(
  reader: Store,
  { id, label, voices, quotes }: PainFinding,
  { actions = {} }: PublicSettings,
  mask: (text: string) => string,
): Promise<PublicPain> {
  const action = actions[id] ?? null;
  const effect =
    action?.since === undefined ? null : effectOf(await readEffect(reader, id, action.since));
  const texts = quotes.map((quote) => mask(textOf(quote)));
  return { label, voices, quotes: texts, action, effect };
}

const textOf = ({ before, span, after }: Quote): string => `${before}${span}${after}`;

/** What may point to somebody: a mark of what was masked, a token, a long run of digits or code letters. */
const TELLING = /\[[^\]]{1,8}\]|\b[cov]-[0-9a-f]{6,}|\d{5,}|[A-Z]{1,4}-?\d{4,}/;

async function show(
  findings: PublicFindings,
  format: string,
  flags: PublicFlags,
  terminal: Terminal,
  { language, say }: Voicing,
): Promise<void> {
  const target = flags.output ?? '-';
  const toTerminal = target === '-';
  const texts: Readonly<Record<string, () => string>> = {
    table: () =>
      publicTerminal(findings, {
        language,
        width: (toTerminal && terminal.stdout.columns) || 80,
        color: toTerminal && wantsColor(terminal.stdout, flags.color, terminal.env),
      }),
    md: () => publicMarkdown(findings, language),
    html: () => publicHtml(findings, language),
    json: () => publicJson(findings, language),
  };
  const text = texts[format];
  if (text === undefined) {
    const options = { excel: isForSpreadsheets(flags), name: 'public', stdout: terminal.stdout };
    await writeTable(publicRows(findings, language), format as TableFormat, target, options);
  } else {
    await outputTo(target, [text()], terminal.stdout, format === 'table' ? 'rendered' : 'data');
  }
  if (!toTerminal) say({ zh: `报告已写入 ${target}`, en: `report written to ${target}` });
}
