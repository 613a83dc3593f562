import { type Command, Option } from 'commander';
import { loadNodejieba, type PeerSegmenter } from '../io/nodejieba.ts';
import { outputTo } from '../io/output.ts';
import { readDictionaries, readWords } from '../io/resources.ts';
import { openLines } from '../io/text-source.ts';
import { EXIT, InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import { loadJiebaSegmenter, neverSplit, spaceTagged, spaceWords } from '../pipeline/segmenting.ts';
import { addDictionaryFlag, type DictionaryFlags, readUserWords } from './dictionary.ts';
import type { CommonOptions, Terminal } from './terminal.ts';

type SegmentFlags = CommonOptions &
  DictionaryFlags & {
    readonly encoding?: string;
    readonly output?: string;
    readonly pos?: boolean;
    readonly segmenter?: 'voc' | 'nodejieba';
  };

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: SegmentFlags, terminal: Terminal) => Promise<number> {
  command
    .argument(
      '[file]',
      text({ zh: '文本文件，- 表示标准输入', en: 'a text file, - for standard input' }),
      '-',
    )
    .option(
      '--encoding <name>',
      text({ zh: '编码（默认按内容识别）', en: 'encoding (found by content)' }),
    )
    .option('-o, --output <file>', text({ zh: '写入文件', en: 'write to a file' }))
    .option(
      '--pos',
      text({ zh: '每个词后面写上词性：词/n', en: 'the part of speech behind each word: word/n' }),
    );
  addDictionaryFlag(command, text)
    .addOption(
      new Option(
        '--segmenter <name>',
        text({
          zh: '用哪个分词器（默认 voc；nodejieba 需另行安装）',
          en: 'which segmenter (default voc; nodejieba is to be installed apart)',
        }),
      ).choices(['voc', 'nodejieba']),
    )
    .addHelpText(
      'after',
      text({
        zh: '\n一行进一行出，内存占用不变。切法与 jieba 一致，只有小程序、七天无理由永不切开。\n\n用户词典一行一个词：jieba 的写法（词 词频 词性，空格分隔）或制表符分隔都行，词频和\n词性可以不写。词频写 ! 的词永不切开，适合货号、产品名、活动名：\n  云朵枕 30 n\n  小蓝瓶精华\n  SM-G9980 !\n\n示例：\n  $ echo 客服态度很好 | voc segment\n  $ voc segment 评论.txt > 分词.txt\n  $ voc segment 评论.txt --dict 商品名.txt --pos\n  $ voc segment 评论.txt --segmenter nodejieba',
        en: '\nOne line in, one line out, in constant memory. The same words as jieba, but that\n小程序 and 七天无理由 are never split.\n\nA dictionary of your own has a word a line, as jieba writes them (word, weight,\npart of speech, between spaces) or between tabs; weight and part of speech may be\nleft out. A word whose weight is ! is never split: SKU codes, names of products.\n  云朵枕 30 n\n  小蓝瓶精华\n  SM-G9980 !\n\nExamples:\n  $ echo 客服态度很好 | voc segment\n  $ voc segment reviews.txt > words.txt\n  $ voc segment reviews.txt --dict products.txt --pos\n  $ voc segment reviews.txt --segmenter nodejieba',
      }),
    );
  return async ([file], flags, terminal) => {
    const segmenter = await segmenterOf(flags, terminal);
    const lines = await openLines(file as string, flags.encoding, terminal.stdin);
    const words = segmented(lines, segmenter, flags.pos === true);
    await outputTo(flags.output ?? '-', words, terminal.stdout);
    return EXIT.done;
  };
}

async function segmenterOf(flags: SegmentFlags, terminal: Terminal): Promise<PeerSegmenter> {
  if (flags.segmenter !== 'nodejieba') {
    const own = neverSplit(readDictionaries());
    const added = await readUserWords(flags, terminal.stdin);
    return loadJiebaSegmenter(readWords(), [...own, ...added]);
  }
  if (flags.dict !== undefined)
    throw new InputError(
      {
        zh: '--dict 只能与自带的分词器一起用；请去掉 --dict 或 --segmenter',
        en: '--dict works with our own segmenter only; leave out --dict or --segmenter',
      },
      { status: EXIT.usage },
    );
  return loadNodejieba();
}

async function* segmented(
  blocks: AsyncIterable<Uint16Array>,
  segmenter: PeerSegmenter,
  tagged: boolean,
): AsyncGenerator<string | Uint8Array> {
  for await (const lines of blocks) {
    yield tagged ? spaceTagged(lines, segmenter) : spaceWords(lines, segmenter);
  }
}
