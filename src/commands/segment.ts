import type { Command } from 'commander';
import { outputTo } from '../io/output.ts';
import { readWords } from '../io/resources.ts';
import { openLines } from '../io/text-source.ts';
import { EXIT } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import { loadSegmenter, type Segmenter, spaceWords } from '../pipeline.ts';
import type { CommonOptions, Terminal } from './terminal.ts';

type SegmentFlags = CommonOptions & { readonly encoding?: string; readonly output?: string };

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
    .addHelpText(
      'after',
      text({
        zh: '\n一行进一行出，内存占用不变。\n\n示例：\n  $ echo 客服态度很好 | voc segment\n  $ voc segment 评论.txt > 分词.txt',
        en: '\nOne line in, one line out, in constant memory.\n\nExamples:\n  $ echo 客服态度很好 | voc segment\n  $ voc segment reviews.txt > words.txt',
      }),
    );
  return async ([file], flags, terminal) => {
    const lines = await openLines(file as string, flags.encoding, terminal.stdin);
    await outputTo(
      flags.output ?? '-',
      segmented(lines, loadSegmenter(readWords())),
      terminal.stdout,
    );
    return EXIT.done;
  };
}

async function* segmented(
  blocks: AsyncIterable<string>,
  segmenter: Segmenter,
): AsyncGenerator<Uint8Array> {
  for await (const lines of blocks) yield spaceWords(lines, segmenter.cut(lines));
}
