import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Drivers, driversOf, LEAST_WITH } from '../measure/drivers.ts';
import { EXIT, InputError } from '../model/errors.ts';
import { ASPECTS, type Aspect, labelsOf, type Message } from '../model/labels.ts';
import type { Cell } from '../model/store.ts';
import { figure, shownLabels, shownSigned } from '../report/answer-cells.ts';
import { type RatedRow, readPainLabels, readRated, readScales } from '../store/rated.ts';
import type { Store } from '../store/session.ts';
import { type Answer, type AnswerFlags, addAnswerFlags, readScoped, showAnswer } from './answer.ts';
import { type Terminal, voicing } from './terminal.ts';

type DriverFlags = AnswerFlags & { readonly score: 'rating' | 'nps'; readonly scale?: number };

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: DriverFlags, terminal: Terminal) => Promise<number> {
  addAnswerFlags(command, text)
    .addOption(
      new Option(
        '--score <score>',
        text({
          zh: 'rating 为评分本身；nps 把 0–10 分换成 −100、0、+100',
          en: 'rating is the score itself; nps turns 0 to 10 into -100, 0 and +100',
        }),
      )
        .choices(['rating', 'nps'])
        .default('rating'),
    )
    .option(
      '--scale <top>',
      text({
        zh: '用满分是多少的评分，如 5 或 10（默认声音最多的那种）',
        en: 'scores with this top of the scale, e.g. 5 or 10 (default: the commonest)',
      }),
      scaleTop,
    )
    .addHelpText(
      'after',
      text({
        zh: '\n两种算法并列：去掉法（全部均分减去没有提到它的声音的均分）看总影响；岭回归看其他因素不变时\n提到它使分数差多少。都带 95 % 区间。相关不等于因果。\n\n示例：\n  $ voc drivers\n  $ voc drivers --score nps --since 2026-07-01\n  $ voc drivers --scale 5 --format csv > 影响因素.csv',
        en: '\nTwo methods side by side: leave-one-out (mean of all less the mean of the voices that do not mention it)\ntells the total effect; ridge regression tells by how much a mention moves the score, all else equal.\nBoth with 95 % intervals. Neither proves a cause.\n\nExamples:\n  $ voc drivers\n  $ voc drivers --score nps --since 2026-07-01\n  $ voc drivers --scale 5 --format csv > drivers.csv',
      }),
    );
  return async (_, flags, terminal) => {
    const say = voicing(terminal, flags);
    const answer = await readScoped(flags, terminal, say, (reader) => driversAnswer(reader, flags));
    await showAnswer(answer, flags, terminal, say);
    return EXIT.done;
  };
}

function scaleTop(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value))
    throw new InvalidArgumentError('a whole number is needed, such as 5');
  return Number(value);
}

/** What a row of the answer is about. */
interface Feature {
  readonly kind: 'aspect' | 'pain';
  readonly id: string;
  readonly label: string;
  readonly polarity: 'positive' | 'negative';
}

async function driversAnswer(reader: Store, flags: DriverFlags): Promise<Answer> {
  const scale = await chosenScale(reader, flags);
  const rows = await readRated(reader, scale);
  const labels = await readPainLabels(reader);
  const score = (rating: number): number =>
    flags.score === 'rating' ? rating : rating >= 9 ? 100 : rating <= 6 ? -100 : 0;
  const aspects = labelsOf(ASPECTS).flatMap((id: Aspect): Feature[] => [
    { kind: 'aspect', id, label: id, polarity: 'positive' },
    { kind: 'aspect', id, label: id, polarity: 'negative' },
  ]);
  const pains = [...labels].map(
    ([id, label]): Feature => ({ kind: 'pain', id, label, polarity: 'negative' }),
  );
  const byAspect = fitted(
    rows,
    score,
    aspects,
    ({ aspects: held }) => held,
    (f) => `${f.id}:${f.polarity}`,
  );
  const byPain = fitted(
    rows,
    score,
    pains,
    ({ pains: held }) => held,
    (f) => f.id,
  );
  return {
    title: { zh: '影响因素', en: 'Drivers' },
    notes: notesOf(byAspect, byPain, scale, flags.score),
    columns: COLUMNS,
    rows: [...cellsOf(byAspect, aspects), ...cellsOf(byPain, pains)],
  };
}

async function chosenScale(reader: Store, { score, scale }: DriverFlags): Promise<number> {
  const scales = await readScales(reader);
  const wanted = score === 'nps' ? 10 : scale;
  if (score === 'nps' && scale !== undefined && scale !== 10) {
    throw new InputError(
      {
        zh: 'NPS 只有 0–10 分制；请去掉 --scale，或改用 --score rating',
        en: 'NPS is on a scale of 0 to 10; leave out --scale, or use --score rating',
      },
      { status: EXIT.usage },
    );
  }
  const found = scales.find((one) => wanted === undefined || one.scale === wanted);
  if (found !== undefined) return found.scale;
  const there = scales.map((one) => one.scale).join('、');
  throw new InputError(
    scales.length === 0
      ? {
          zh: '没有带评分的声音，谈不上影响因素；请用 --rating 指明评分列重新读入，或放宽筛选',
          en: 'no voice has a score, so nothing moves one; ingest again with --rating COLUMN, or widen the filter',
        }
      : {
          zh: `没有满分 ${wanted} 的评分；现有满分：${there}`,
          en: `no scores with ${wanted} as the top of the scale; there are ${there}`,
        },
  );
}

function fitted(
  rows: readonly RatedRow[],
  score: (rating: number) => number,
  features: readonly Feature[],
  heldBy: (row: RatedRow) => string | null,
  nameOf: (feature: Feature) => string,
): Drivers {
  const places = new Map(features.map((feature, at) => [nameOf(feature), at]));
  const voices = rows.map((row) => ({
    key: row.key,
    score: score(row.rating),
    features: (heldBy(row)?.split('|') ?? []).flatMap((name) => places.get(name) ?? []),
  }));
  return driversOf(voices, features.length);
}

function cellsOf({ drivers }: Drivers, features: readonly Feature[]): Cell[][] {
  return drivers.map(({ feature, voices, mean, impact, effect }) => {
    const of = features[feature];
    return [
      of?.kind ?? null,
      of?.id ?? null,
      of?.label ?? null,
      of?.polarity ?? null,
      voices,
      figure(mean),
      ...[impact.value, impact.low, impact.high].map(figure),
      ...[effect.value, effect.low, effect.high, effect.standardised].map(figure),
    ];
  });
}

const COLUMNS: Answer['columns'] = [
  {
    id: 'kind',
    name: { zh: '类', en: 'kind' },
    shown: (id, language) => KINDS[String(id)]?.[language] ?? String(id),
  },
  { id: 'id', name: { zh: '编号', en: 'id' }, forPrograms: true },
  { id: 'label', name: { zh: '说到', en: 'mentions' }, shown: shownLabels },
  { id: 'polarity', name: { zh: '褒贬', en: 'polarity' }, shown: shownLabels },
  { id: 'voices', name: { zh: '声量', en: 'voices' } },
  { id: 'mean', name: { zh: '均分', en: 'mean' }, shown: (cell) => Number(cell).toFixed(2) },
  { id: 'impact', name: { zh: '总影响', en: 'impact' }, shown: shownSigned },
  { id: 'impact_low', name: { zh: '下限', en: 'low' }, shown: shownSigned },
  { id: 'impact_high', name: { zh: '上限', en: 'high' }, shown: shownSigned },
  { id: 'effect', name: { zh: '单独影响', en: 'effect' }, shown: shownSigned },
  { id: 'effect_low', name: { zh: '下限', en: 'low' }, shown: shownSigned },
  { id: 'effect_high', name: { zh: '上限', en: 'high' }, shown: shownSigned },
  { id: 'standardised', name: { zh: '标准化', en: 'standardised' }, shown: shownSigned },
];

const KINDS: Readonly<Record<string, Message>> = {
  aspect: { zh: '方面', en: 'aspect' },
  pain: { zh: '痛点', en: 'pain point' },
};

function notesOf(byAspect: Drivers, byPain: Drivers, scale: number, score: string): Message[] {
  const { n, mean } = byAspect;
  const quality = ({ lambda, predicted }: Drivers): string =>
    `λ=${lambda.toPrecision(3)}, R²=${predicted.toFixed(2)}`;
  const what =
    score === 'nps'
      ? { zh: 'NPS 分值（−100、0、+100）', en: 'NPS points (-100, 0, +100)' }
      : { zh: `满分 ${scale} 的评分`, en: `scores on a scale up to ${scale}` };
  return [
    {
      zh: `${n} 条既有评分又有文字的声音；${what.zh}，平均 ${mean.toFixed(2)}。少于 ${LEAST_WITH} 条提到的不列`,
      en: `${n} voices with a score and a text; ${what.en}, mean ${mean.toFixed(2)}. What fewer than ${LEAST_WITH} mention is left out`,
    },
    {
      zh: '总影响 = 全部声音的均分 − 没有提到它的声音的均分；95 % 区间由影响函数的方差求得',
      en: 'impact = mean of all voices - mean of those that do not mention it; 95 % interval from the variance of the influence function',
    },
    {
      zh: `单独影响 = 岭回归系数：同类其他因素不变时，提到它分数差多少；方面和痛点各自一个模型，λ 由 5 折交叉验证选定（方面 ${quality(byAspect)}；痛点 ${quality(byPain)}，R² 为对未参与拟合的声音），95 % 区间用稳健方差`,
      en: `effect = coefficient of a ridge regression: by how much a mention moves the score, others of its kind equal; a model each for aspects and pain points, λ by 5-fold cross-validation (aspects ${quality(byAspect)}; pain points ${quality(byPain)}; R² on voices left out), 95 % interval from the robust variance`,
    },
    {
      zh: '这里说的是一起出现，不是证明了原因',
      en: 'what goes together is not proven to be a cause',
    },
  ];
}
