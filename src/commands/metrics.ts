import type { Command } from 'commander';
import { formulaOf } from '../measure/metric-definitions.ts';
import { EXIT } from '../model/errors.ts';
import {
  KINDS,
  type Labels,
  type Message,
  SENTIMENTS,
  SIGNALS,
  STAGES,
  URGENCIES,
} from '../model/labels.ts';
import type { MetricDefinition, TargetStatus } from '../model/metric.ts';
import type { Cell } from '../model/store.ts';
import { figure, joined, metricFigure, shownIn } from '../report/answer-cells.ts';
import { statusNames, UNITS } from '../report/metric-figures.ts';
import { sourceName, WORDS } from '../report/wording.ts';
import type { Store } from '../store/session.ts';
import { type Answer, type AnswerFlags, addAnswerFlags, readScoped, showAnswer } from './answer.ts';
import { columnMeant } from './grouping.ts';
import { definitionsIn, type GroupedMetric, readMetricFindings } from './metric-findings.ts';
import { type Terminal, type Voicing, voicing } from './terminal.ts';

type MetricsFlags = AnswerFlags & { readonly by?: string };

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: MetricsFlags, terminal: Terminal) => Promise<number> {
  addAnswerFlags(command, text)
    .option(
      '--by <column>',
      text({
        zh: '按哪一列分组：周、月、来源、渠道、客群、产品、阶段、类型、信号、情感、紧急度（或 week、channel 等英文名），或导出文件里的任何列名',
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
    const definitions = await definitionsIn(terminal, say);
    const answer = await readScoped(flags, terminal, say, async (reader) => {
      const by = flags.by === undefined ? undefined : await columnMeant(reader, flags.by, say);
      return metricsAnswer(reader, definitions, say, by);
    });
    await showAnswer(answer, flags, terminal, say);
    return EXIT.done;
  };
}

/** All metrics of the voices in `scope`, as a whole or for each group. */
export async function metricsAnswer(
  reader: Store,
  definitions: readonly MetricDefinition[],
  say: Pick<Voicing, 'warn'>,
  by: string | undefined,
): Promise<Answer> {
  const found = await readMetricFindings(reader, definitions, say, { by });
  const none = { zh: '（没有数据）', en: ' (no data)' };
  const notes = definitions.map((definition): Message => {
    const told = found.filter(({ metric }) => metric.id === definition.id);
    const { zh, en } = told[0]?.metric.formula ?? formulaOf(definition);
    const blank = told.every(({ metric }) => metric.n === 0);
    return {
      zh: `${definition.name.zh}：${zh}${blank ? none.zh : ''}`,
      en: `${definition.name.en}: ${en}${blank ? none.en : ''}`,
    };
  });
  const names = new Map(definitions.map(({ id, name }) => [id, name]));
  return {
    title: { zh: '体验指标', en: 'Metrics' },
    notes,
    columns: columnsOf(names, by),
    rows: found.map(rowOf),
  };
}

function rowOf({ group, metric }: GroupedMetric): Cell[] {
  const { id, value, low, high, n, unit, withText, target, status, pains } = metric;
  return [
    ...[id, figure(value), figure(low), figure(high), n, unit, group, withText, target, status],
    pains.length === 0 ? null : joined(pains.map(({ label }) => label)),
  ];
}

/** The names of groups by the column that makes them; of other columns the values are names themselves. */
const GROUPS: Readonly<Record<string, Labels>> = {
  stage: STAGES,
  kind: KINDS,
  signal: SIGNALS,
  sentiment: SENTIMENTS,
  urgency: URGENCIES,
};

/** Of what the program finds in voices there may be none; of what exports tell, nothing may have been said. */
const NONE: Message = { zh: '（没有）', en: '(none)' };

function groupColumn(by: string | undefined): Answer['columns'][number] {
  const plain = { id: 'group', name: { zh: '分组', en: 'group' } };
  if (by === undefined) return plain;
  const labels = Object.hasOwn(GROUPS, by) ? GROUPS[by] : undefined;
  const named = labels === undefined ? null : shownIn(labels);
  return {
    ...plain,
    named: true,
    blank: labels === undefined ? WORDS.unnamed : NONE,
    shown: (group, language, row) => {
      if (by === 'source') return sourceName(String(group), language);
      return named === null ? String(group) : named(group, language, row);
    },
  };
}

function columnsOf(names: ReadonlyMap<string, Message>, by: string | undefined): Answer['columns'] {
  const value = metricFigure(5);
  return [
    {
      id: 'metric',
      name: { zh: '指标', en: 'metric' },
      named: true,
      shown: (id, language) => names.get(String(id))?.[language] ?? String(id),
    },
    { id: 'value', name: { zh: '数值', en: 'value' }, shown: value },
    { id: 'low', name: { zh: '下限', en: 'low' }, shown: value },
    { id: 'high', name: { zh: '上限', en: 'high' }, shown: value },
    { id: 'n', name: { zh: '样本', en: 'n' } },
    {
      id: 'unit',
      name: { zh: '单位', en: 'unit' },
      shown: shownIn(UNITS),
      forPrograms: true,
    },
    groupColumn(by),
    { id: 'with_text', name: { zh: '有文字', en: 'with text' } },
    { id: 'target', name: { zh: '目标', en: 'target' }, shown: value },
    {
      id: 'status',
      name: { zh: '状态', en: 'status' },
      named: true,
      shown: (id, language, row) => statusNames(Number(row[4]))[id as TargetStatus][language],
    },
    { id: 'pains', name: { zh: '主要痛点', en: 'main pain points' } },
  ];
}
