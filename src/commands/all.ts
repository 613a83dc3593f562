import type { Command } from 'commander';
import type { Message } from '../model/labels.ts';
import type { Terminal } from './terminal.ts';

/** What a command does with its arguments and options. Gives the exit status. */
export type Action = (args: never, options: never, terminal: Terminal) => Promise<number>;

/** A command module: declares flags and help, gives the action. `text` puts a message into the reader's language. */
export interface CommandModule {
  readonly declare: (command: Command, text: (message: Message) => string) => Action;
}

/** A command as the overview knows it. Its code is loaded when it is asked for, so that help is quick. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: Message;
  readonly load: () => Promise<CommandModule>;
}

/** All commands, in the order of the data flow. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'run',
    summary: {
      zh: '一次完成：读入、聚类、报告（适合定时任务）',
      en: 'ingest, cluster and report in one go, for cron',
    },
    load: () => import('./run.ts'),
  },
  {
    name: 'ingest',
    summary: {
      zh: '读入导出文件，标注后存库',
      en: 'read exports, annotate them, put them into the store',
    },
    load: () => import('./ingest.ts'),
  },
  {
    name: 'annotate',
    summary: {
      zh: '逐行标注，一行进一行出，不用库',
      en: 'label rows, one line in, one line out, without a store',
    },
    load: () => import('./annotate.ts'),
  },
  {
    name: 'eval',
    summary: {
      zh: '与人工标注比较：精确率、召回率、F1 与区间',
      en: 'compare with labels made by people: precision, recall, F1 with intervals',
    },
    load: () => import('./eval.ts'),
  },
  {
    name: 'explain',
    summary: {
      zh: '说明一段文本的标签和得分从何而来',
      en: 'tell why a text gets its labels and its score',
    },
    load: () => import('./explain.ts'),
  },
  {
    name: 'segment',
    summary: { zh: '分词，词间一个空格，不用库', en: 'split lines into words, without a store' },
    load: () => import('./segment.ts'),
  },
  {
    name: 'cluster',
    summary: { zh: '把负面观点归并为痛点', en: 'group negative opinions into pain points' },
    load: () => import('./cluster.ts'),
  },
  {
    name: 'pains',
    summary: {
      zh: '查看痛点、痛点的声音和历史；改名、合并、拆分、隐藏',
      en: 'look at pain points, their voices and their history; rename, merge, split, hide them',
    },
    load: () => import('./pains.ts'),
  },
  {
    name: 'report',
    summary: { zh: '输出整份报告，或其中一个视图', en: 'show the report, whole or one view of it' },
    load: () => import('./report.ts'),
  },
  {
    name: 'journey',
    summary: {
      zh: '客户旅程地图：九要素、峰谷、起因与说出、五项关切',
      en: 'the journey map: nine elements, peak and valley, cause and complaint',
    },
    load: () => import('./journey.ts'),
  },
  {
    name: 'metrics',
    summary: {
      zh: '指标：NPS、满意度、投诉率、响应时间等，可分组，带区间和目标',
      en: 'metrics with intervals and targets: NPS, CSAT, complaint rate, response time …, by any column',
    },
    load: () => import('./metrics.ts'),
  },
  {
    name: 'drivers',
    summary: {
      zh: '影响因素：各方面和痛点使评分高低多少',
      en: 'by how much each aspect and pain point moves the score',
    },
    load: () => import('./drivers.ts'),
  },
  {
    name: 'assoc',
    summary: {
      zh: '关联：与一个词一起出现的词和痛点',
      en: 'words and pain points that go with a term',
    },
    load: () => import('./assoc.ts'),
  },
  {
    name: 'causes',
    summary: {
      zh: '客户自己说出的原因和结果',
      en: 'causes and effects that customers name themselves',
    },
    load: () => import('./causes.ts'),
  },
  {
    name: 'segments',
    summary: {
      zh: '分组：两群人说的有何不同，一群人的画像，哪一列最能分开痛点',
      en: 'groups: what tells two apart, one as a persona, which column separates pain points',
    },
    load: () => import('./segments.ts'),
  },
  {
    name: 'customer',
    summary: {
      zh: '一位客户的全部声音，按时间，带间隔',
      en: 'all voices of a customer in order of time',
    },
    load: () => import('./customer.ts'),
  },
  {
    name: 'silence',
    summary: {
      zh: '听不到的声音：没有或太少声音的客群、阶段、渠道、产品',
      en: 'groups, stages, channels and products that nothing or too little is heard of',
    },
    load: () => import('./silence.ts'),
  },
  {
    name: 'contradictions',
    summary: {
      zh: '自相矛盾的声音：高分配抱怨、好话配离开、低分配夸奖',
      en: 'voices whose score, words and intentions contradict each other',
    },
    load: () => import('./contradictions.ts'),
  },
  {
    name: 'export',
    summary: {
      zh: '把库中的数据导出成表，供其他程序使用',
      en: 'write a table of the store for other programs',
    },
    load: () => import('./export.ts'),
  },
  {
    name: 'join',
    summary: {
      zh: '把订单、门店之类的业务数据对应到声音上',
      en: 'join orders and other operational data to voices',
    },
    load: () => import('./join.ts'),
  },
  {
    name: 'forget',
    summary: {
      zh: '把一位客户从库里彻底删除',
      en: 'remove a customer from the store for good',
    },
    load: () => import('./forget.ts'),
  },
  {
    name: 'verify',
    summary: {
      zh: '逐条核对库：键、条数、观点位置、脱敏',
      en: 'check every voice of the store: keys, counts, opinions, masks',
    },
    load: () => import('./verify.ts'),
  },
  {
    name: 'doctor',
    summary: {
      zh: '检查安装、库、语言环境、磁盘和词典，修复库',
      en: 'check installation, store, locale, disk and dictionaries; repair the store',
    },
    load: () => import('./doctor.ts'),
  },
];
