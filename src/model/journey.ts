import type { Aspect, Message, Polarity, Stage } from './labels.ts';

/** A stage of a journey, and which opinions belong to it. */
export interface JourneyStage {
  readonly id: string;
  readonly name: Message;
  /** Stages of the codebook that it takes in. */
  readonly stages: readonly Stage[];
  /** Aspects that it takes in; of those stages only, where it has any. */
  readonly aspects: readonly Aspect[];
  /** Words that put an opinion there, whatever its stage and aspect. */
  readonly words: readonly string[];
}

/** What a team writes of its journey in `voc.yaml`, or a ready pack says. */
export interface JourneyPlan {
  /** Name of the pack; `own` for stages of `voc.yaml`. */
  readonly pack: string;
  readonly stages: readonly JourneyStage[];
  /** Where voices of a channel or source are voiced: name of the channel or source, and a stage of the codebook. */
  readonly voiced: Readonly<Record<string, Stage>>;
  /** What is done for customers at a valley, by name or id of the stage. */
  readonly recovery: Readonly<Record<string, string>>;
  /** Names of the method's steps four to eight, as far as somebody has given them. */
  readonly method: readonly string[];
}

/** Customers' words with the way back to them: the whole text of a voice, and where in it. */
export interface Excerpt {
  readonly voiceKey: string;
  readonly voiceId: string;
  readonly text: string;
  /** Both 0 where the label belongs to the voice as a whole. */
  readonly start: number;
  readonly end: number;
}

/** What the item of an opportunity begins with whose voices tell how a pain point may be healed; its id follows. */
export const ANSWERED = 'answered:';

/** How many voices say one thing at one stage. */
export interface ItemCount {
  /** Position of the stage in the plan. */
  readonly place: number;
  readonly element: string;
  readonly item: string;
  /** Distinct voices. */
  readonly voices: number;
  readonly excerpts: readonly Excerpt[];
}

/** Opinions of one polarity at one stage; `track` tells whether they judge the thing or the people, process and place. */
export interface OpinionCount {
  readonly place: number;
  readonly track: Track;
  readonly polarity: Polarity;
  readonly opinions: number;
}

export type Track = 'product' | 'service' | 'whole';

/** One customer's way, step by step as told. */
export interface SeedFacts {
  readonly voiceKey: string;
  readonly voiceId: string;
  readonly text: string;
  readonly steps: readonly {
    readonly place: number;
    readonly span: string;
    readonly polarity: Polarity;
    readonly isProblem: boolean;
  }[];
}

/** What an aspect judges: the thing itself, or the people, process and place around it. */
export const TRACKS: Readonly<Record<Aspect, Track>> = {
  quality: 'product',
  performance: 'product',
  appearance: 'product',
  spec: 'product',
  taste: 'product',
  content: 'product',
  price: 'product',
  authenticity: 'product',
  packaging: 'service',
  delivery: 'service',
  service: 'service',
  aftersales: 'service',
  environment: 'service',
  location: 'service',
  digital: 'service',
  policy: 'service',
  safety: 'product',
  overall: 'whole',
};

export type Concern =
  | 'responsiveness'
  | 'reliability'
  | 'assurance'
  | 'tangibles'
  | 'empathy'
  | 'other';

interface ConcernRule {
  readonly name: Message;
  readonly aspects: readonly Aspect[];
  /** Only opinions with a wait or an open problem beside them. */
  readonly waiting: boolean;
}

/**
 * What matters to every customer (SERVQUAL), and which opinions belong to each whose words do not tell it
 * (`concerns.tsv`): the first rule that fits. Price and the whole belong to none.
 */
export const CONCERNS: Readonly<Record<Concern, ConcernRule>> = {
  responsiveness: {
    name: { zh: '响应', en: 'responsiveness' },
    aspects: ['service', 'aftersales', 'delivery', 'digital', 'policy', 'environment'],
    waiting: true,
  },
  reliability: {
    name: { zh: '可靠', en: 'reliability' },
    aspects: [
      ...(['quality', 'performance', 'authenticity', 'spec', 'content'] as const),
      ...(['taste', 'delivery', 'digital'] as const),
    ],
    waiting: false,
  },
  assurance: {
    name: { zh: '保障', en: 'assurance' },
    aspects: ['safety', 'policy', 'aftersales'],
    waiting: false,
  },
  tangibles: {
    name: { zh: '有形与美感', en: 'tangibles' },
    aspects: ['appearance', 'environment', 'packaging', 'location'],
    waiting: false,
  },
  empathy: { name: { zh: '关怀与认同', en: 'empathy' }, aspects: ['service'], waiting: false },
  other: { name: { zh: '不归入五项', en: 'none of the five' }, aspects: [], waiting: false },
};

/** Words that put an opinion under a concern: of some aspects only, or of all (null). */
export interface ConcernWords {
  readonly concern: Concern;
  readonly aspects: readonly Aspect[] | null;
  /** A regular expression that looks neither ahead nor behind. */
  readonly expression: string;
}

export interface ConcernCount {
  readonly concern: Concern;
  readonly polarity: Polarity;
  readonly opinions: number;
  readonly voices: number;
  readonly excerpts: readonly Excerpt[];
}

/** Voices by the two questions behind leaving. */
export interface ChurnCount {
  readonly unmet: boolean;
  readonly unsolved: boolean;
  readonly voices: number;
  /** Of them, those that say that they leave. */
  readonly leaving: number;
  readonly excerpts: readonly Excerpt[];
}

/** What the store counts for the stages of a journey. */
export interface StageFacts {
  readonly heard: readonly { readonly place: number; readonly voices: number }[];
  /** Of the pain points alone, or of all that a map shows. */
  readonly items: readonly ItemCount[];
  readonly opinions: readonly OpinionCount[];
  readonly pains: readonly {
    readonly id: string;
    readonly label: string;
    readonly other: string | null;
  }[];
}

/** What the store counts for a journey map. */
export interface JourneyFacts extends StageFacts {
  readonly voices: number;
  /** Voices that were read before circumstances and emotions were looked for. */
  readonly unread: number;
  /** Voices of everybody else at each stage; empty unless one group was asked for. */
  readonly others: readonly { readonly place: number; readonly voices: number }[];
  /** Voices with a negative opinion, by where it was voiced (null: unknown) and where it was caused. */
  readonly crossing: readonly {
    readonly voiced: number | null;
    readonly cause: number;
    readonly voices: number;
  }[];
  readonly outcome: {
    readonly leave: number;
    readonly stay: number;
    readonly recommend: number;
    /** Voices that say none of the three. */
    readonly open: number;
  };
  readonly seed: SeedFacts | null;
}

/** What a journey is drawn from, besides the filter. */
export interface JourneyScope {
  /** The pain point whose way through the journey is told by one case. */
  readonly problem?: string;
  /** Whether only voices with that pain point count. */
  readonly problemOnly?: boolean;
  /** The customer group that the map is of: what others say of each stage is counted beside it. */
  readonly group?: string;
}

/** A quote: the words themselves between what makes them understandable. */
export interface Said {
  readonly voiceKey: string;
  readonly voiceId: string;
  readonly before: string;
  readonly span: string;
  readonly after: string;
}

/** One thing that customers say at a stage. */
export interface JourneyItem {
  /** `elder`, `group:大客户`, `hour:09`, a pain point's id … */
  readonly id: string;
  readonly name: Message;
  /** Distinct voices. */
  readonly voices: number;
  readonly quotes: readonly Said[];
}

/** Mean polarity from -1 to 1 with its 95 % interval, of `n` opinions. */
export interface Mood {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

export type Nine =
  | 'role'
  | 'time'
  | 'stage'
  | 'scene'
  | 'touchpoint'
  | 'expectation'
  | 'emotion'
  | 'pain'
  | 'opportunity';

/** The nine elements of a journey, in the order of the method. */
export const NINE: Readonly<Record<Nine, Message>> = {
  role: { zh: '角色', en: 'Role' },
  time: { zh: '时间', en: 'Time' },
  stage: { zh: '阶段', en: 'Stage' },
  scene: { zh: '场景', en: 'Scene' },
  touchpoint: { zh: '触点', en: 'Touchpoint' },
  expectation: { zh: '期望', en: 'Expectation' },
  emotion: { zh: '情绪', en: 'Emotion' },
  pain: { zh: '痛点', en: 'Pain points' },
  opportunity: { zh: '机会', en: 'Opportunities' },
};

export interface StageMap {
  readonly id: string;
  readonly name: Message;
  /** Distinct voices that speak of the stage, and those of everybody else where one group was asked for. */
  readonly voices: number;
  readonly others: number;
  /** Of all opinions, and of those on the product and on the service alone; null without any. */
  readonly mood: Mood | null;
  readonly tracks: { readonly product: Mood | null; readonly service: Mood | null };
  readonly marks: readonly ('peak' | 'valley' | 'end')[];
  /** Too few opinions to be called peak, valley or end. */
  readonly few: boolean;
  /** What is done at a valley, as somebody wrote it; null where it is no valley or nobody has. */
  readonly recovery: string | null;
  /** What is said, most voices first; an empty list is an honest blank. `stage` holds the stage itself. */
  readonly elements: Readonly<Record<Nine, readonly JourneyItem[]>>;
}

export interface JourneyMap {
  readonly pack: string;
  readonly voices: number;
  readonly unread: number;
  readonly stages: readonly StageMap[];
  /** Rows are stages where voices were voiced (null: unknown), columns stages of cause; distinct voices with a negative opinion. */
  readonly crossing: readonly {
    readonly voiced: string | null;
    readonly cause: string;
    readonly voices: number;
  }[];
  readonly outcome: JourneyFacts['outcome'];
  /** The problem that the map starts from, with one customer's way to it. */
  readonly problem: { readonly id: string; readonly label: string } | null;
  readonly seed: SeedFacts | null;
  /** The customer group that the map is about. */
  readonly group: string | null;
  readonly method: readonly string[];
}

/** A company's own process, step by step. */
export interface Process {
  readonly steps: readonly {
    readonly name: string;
    /** What customers call it; its name where nothing is said. */
    readonly words?: readonly string[];
    /** Touchpoints of the step, by identifier or Chinese name. */
    readonly touchpoints?: readonly string[];
  }[];
}

/** A step of the process as the store looks for it. */
export interface SoughtStep {
  readonly name: string;
  readonly words: readonly string[];
  readonly touchpoints: readonly string[];
}

/** How many voices speak of a step or of a touchpoint. */
export interface VoicedCount {
  readonly name: string;
  readonly voices: number;
  readonly excerpts: readonly Excerpt[];
}

export interface AlignmentFacts {
  /** In the order of the process. */
  readonly steps: readonly VoicedCount[];
  /** By identifier, most voices first. */
  readonly touchpoints: readonly VoicedCount[];
}

/** What people read in a cell; programs get its `id` in every language, else the Chinese name. */
export type SheetCell = (Message & { readonly id?: string }) | string | number | null;

/** A table of findings beside the map. */
export interface Sheet {
  readonly title: Message;
  readonly columns: readonly {
    readonly id: string;
    readonly name: Message;
    /** Whether it is for people or for programs alone. */
    readonly only?: 'people' | 'programs';
  }[];
  readonly rows: readonly (readonly SheetCell[])[];
  readonly notes: readonly Message[];
}
