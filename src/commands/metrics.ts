import type { Command } from 'commander';
import { minutesIn, numberIn, unitInName } from '../ingest/answers.ts';
import { definitionsOf, formulaOf } from '../measure/metric-definitions.ts';
import { figureOf, statusOf } from '../measure/metrics.ts';
import { EXIT, InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { MetricAnswer, MetricDefinition } from '../model/metric.ts';
import type { Cell } from '../model/store.ts';
import { figure, joined, metricFigure } from '../report/answer-cells.ts';
import { attributeNames, groupBy } from '../store/columns.ts';
import { type RawAnswer, type RawMetric, readMetric } from '../store/metric-answers.ts';
import type { Store } from '../store/session.ts';
import { type Answer, type AnswerFlags, addAnswerFlags, readScoped, showAnswer } from './answer.ts';
import { configurationOf } from './configuration.ts';
import { type Terminal, voicing } from './terminal.ts';

type MetricsFlags = AnswerFlags & { readonly by?: string };

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: MetricsFlags, terminal: Terminal) => Promise<number> {
  addAnswerFlags(command, text)
    .option(
      '--by <column>',
      text({
        zh: '按哪一列分组：week、month、source、channel、group、product、stage、kind、signal、sentiment、urgency，或导出文件里的任何列名',
        en: 'group by week, month, source, channel, group, product, stage, kind, signal, sentiment, urgency, or any column of the exports',
      }),
    )
    .addHelpText(
      'after',
      text({
        zh: '\n没有数据的指标是空白，不是零。每个分数旁边是给分的声音里最常见的三个痛点，和其中带文字的条数。\n算法和目标写在 voc.yaml 的 metrics: 和 targets: 里；状态看整个 95 % 区间在目标的哪一边。\n\n示例：\n  $ voc metrics\n  $ voc metrics --by month\n  $ voc metrics --by 门店 --since 2026-07-01 -o 指标.xlsx',
        en: '\nA metric without data is blank, not zero. Beside each score stand the three commonest pain points of the voices\nbehind it, and how many of them have a text. Formulas and targets stand in voc.yaml under metrics: and targets:;\nthe status tells on which side of the target the whole 95 % interval is.\n\nExamples:\n  $ voc metrics\n  $ voc metrics --by month\n  $ voc metrics --by store --since 2026-07-01 -o metrics.xlsx',
      }),
    );
  return async (_, flags, terminal) => {
    const say = voicing(terminal, flags);
    const definitions = await definitionsIn(terminal);
    const answer = await readScoped(flags, terminal, say, (reader) =>
      metricsAnswer(reader, definitions, flags.by),
    );
    await showAnswer(answer, flags, terminal, say);
    return EXIT.done;
  };
}

/** The metrics as the nearest `voc.yaml` wants them. @throws InputError where a target has no metric */
export async function definitionsIn(terminal: Terminal): Promise<MetricDefinition[]> {
  const { metrics, targets } = await configurationOf(terminal);
  const definitions = definitionsOf(metrics, targets);
  const ids = definitions.map(({ id }) => id);
  const unknown = Object.keys(targets ?? {}).find((id) => !ids.includes(id));
  if (unknown === undefined) return definitions;
  throw new InputError({
    zh: `voc.yaml 的 targets: 里没有「${unknown}」这个指标；可用：${ids.join('、')}`,
    en: `voc.yaml has a target for "${unknown}", which is no metric; there are ${ids.join(', ')}`,
  });
}

/** All metrics of the voices in `scope`, as a whole or for each group. */
export async function metricsAnswer(
  reader: Store,
  definitions: readonly MetricDefinition[],
  by: string | undefined,
): Promise<Answer> {
  if (by !== undefined) await groupBy(reader, by);
  const attributes = new Set(await attributeNames(reader));
  const rows: Cell[][] = [];
  const notes: Message[] = [];
  for (const definition of definitions) {
    const raw = await readMetric(reader, definition, attributes, by !== undefined);
    const { zh, en } = formulaOf(definition);
    const blank = raw.answers.length === 0;
    if (by === undefined || !blank) rows.push(...rowsOf(definition, raw, by === undefined));
    const none = { zh: '（没有数据）', en: ' (no data)' };
    notes.push({
      zh: `${definition.name.zh}：${zh}${blank ? none.zh : ''}`,
      en: `${definition.name.en}: ${en}${blank ? none.en : ''}`,
    });
  }
  const names = new Map(definitions.map(({ id, name }) => [id, name]));
  return {
    name: 'metrics',
    title: { zh: '体验指标', en: 'Metrics' },
    notes,
    columns: columnsOf(names),
    rows,
  };
}

function columnsOf(names: ReadonlyMap<string, Message>): Answer['columns'] {
  const value = metricFigure(5);
  return [
    {
      id: 'metric',
      name: { zh: '指标', en: 'metric' },
      shown: (id, language) => names.get(String(id))?.[language] ?? String(id),
    },
    { id: 'value', name: { zh: '数值', en: 'value' }, shown: value },
    { id: 'low', name: { zh: '下限', en: 'low' }, shown: value },
    { id: 'high', name: { zh: '上限', en: 'high' }, shown: value },
    { id: 'n', name: { zh: '样本', en: 'n' } },
    { id: 'unit', name: { zh: '单位', en: 'unit' }, forPrograms: true },
    { id: 'group', name: { zh: '分组', en: 'group' } },
    { id: 'with_text', name: { zh: '有文字', en: 'with text' } },
    { id: 'target', name: { zh: '目标', en: 'target' }, shown: value },
    {
      id: 'status',
      name: { zh: '状态', en: 'status' },
      shown: (id, language) => STATUSES[String(id)]?.[language] ?? '',
    },
    { id: 'pains', name: { zh: '主要痛点', en: 'main pain points' } },
  ];
}

const STATUSES: Readonly<Record<string, Message>> = {
  met: { zh: '达标', en: 'met' },
  missed: { zh: '未达标', en: 'missed' },
  unclear: { zh: '样本太少，说不准', en: 'too few to say' },
};

function rowsOf(definition: MetricDefinition, raw: RawMetric, whole: boolean): Cell[][] {
  const groups = whole ? [null] : [...new Set(raw.answers.map(({ group }) => group))];
  return groups.map((group) => {
    const answers = raw.answers.filter((answer) => answer.group === group);
    const found = figureOf(
      definition,
      answers.flatMap((answer) => valued(answer, definition)),
    );
    const pains = raw.pains.filter((pain) => pain.group === group);
    return [
      definition.id,
      figure(found.value),
      figure(found.low),
      figure(found.high),
      found.n,
      unitOf(definition),
      group,
      found.withText,
      definition.target,
      statusOf(definition, found),
      pains.length === 0 ? null : joined(pains.map(({ label }) => label)),
    ];
  });
}

/** An answer as a number; an empty list for one that is none. */
function valued(
  { raw, column, createdAt, voices, withText }: RawAnswer,
  { unit }: MetricDefinition,
): MetricAnswer[] {
  const text = String(raw);
  const value =
    unit === null ? numberIn(text) : minutesIn(text, unitInName(column) ?? unit, createdAt);
  return value === null ? [] : [{ value, voices, withText }];
}

function unitOf({ formula, unit }: MetricDefinition): string {
  if (formula === 'balance') return 'points';
  if (formula === 'share') return 'percent';
  return unit === null ? 'score' : 'minutes';
}
