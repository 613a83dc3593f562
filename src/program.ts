import { Command, CommanderError, Help, type HelpConfiguration, Option } from 'commander';
import { COMMANDS, type CommandEntry } from './commands/all.ts';
import { languageOf, type Terminal } from './commands/terminal.ts';
import { translateDescription, translateHelp, translateUsageError } from './commands/usage.ts';
import { EXIT, InputError } from './model/errors.ts';
import type { Language, Message } from './model/labels.ts';
import { visible } from './model/visible.ts';

/**
 * Runs one command line. Gives the exit status of the contract; prints usage errors and errors of
 * the input as one line on standard error, and lets bugs through.
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const language = languageOf(languageAsked(argv), terminal.env);
  let status: number = EXIT.done;
  const program = rootCommand(terminal, language);
  const wanted = COMMANDS.filter((entry) => argv.includes(entry.name));
  for (const entry of COMMANDS) {
    const command = program.command(entry.name).summary(entry.summary[language]);
    command.description(entry.summary[language]);
    if (!wanted.includes(entry)) continue;
    await declare(command, entry, terminal, language, (result) => {
      status = result;
    });
  }
  if (argv.length === 0) {
    program.outputHelp();
    return EXIT.done;
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    return statusOf(error, terminal, language);
  }
}

/** Adds the flags and the action of a command; its code is loaded only now. */
async function declare(
  command: Command,
  entry: CommandEntry,
  terminal: Terminal,
  language: Language,
  done: (status: number) => void,
): Promise<void> {
  const { declare: declareFlags } = await entry.load();
  const action = declareFlags(command, (message: Message) => message[language]);
  commonOptions(command, language);
  command.action(async (...args: unknown[]) => {
    // Commander passes the arguments, then the options, then the command.
    const options = args.at(-2) as Record<string, unknown>;
    done(await action(args.slice(0, -2) as never, options as never, terminal));
  });
}

function rootCommand(terminal: Terminal, language: Language): Command {
  const text = (message: Message): string => message[language];
  const program = new Command('voc')
    .description(
      text({
        zh: '客户之声分析：读入导出文件，得到情感、观点、痛点与报告。离线、可解释、可重复。',
        en: 'Voice-of-customer analysis: exports in; sentiment, opinions, pain points and reports out. Offline, explainable, repeatable.',
      }),
    )
    .version(
      versionText(terminal),
      '-V, --version',
      text({ zh: '显示版本', en: 'print the version' }),
    )
    .helpOption('-h, --help', text({ zh: '显示帮助', en: 'print this help' }))
    .helpCommand(
      'help [command]',
      text({ zh: '显示某个命令的帮助', en: 'print the help of a command' }),
    )
    .addHelpText(
      'after',
      text({
        zh: '\n示例：\n  $ voc run 导出.xlsx            读入、聚类并生成报告\n  $ voc report pains             只看痛点\n  $ voc annotate < voices.ndjson  逐行标注，不需要库\n\n退出码：0 完成，1 失败，2 用法错误，3 完成但有行被拒收，75 库被占用，130 被中断\n环境变量：VOC_STORE 库文件，VOC_LANG 界面语言，VOC_KEY_FILE 密钥文件，NO_COLOR 不用颜色',
        en: '\nExamples:\n  $ voc run export.xlsx           ingest, cluster and report in one go\n  $ voc report pains              the pain points only\n  $ voc annotate < voices.ndjson  label line by line, without a store\n\nExit status: 0 done, 1 failed, 2 wrong usage, 3 done but rows were rejected, 75 store busy, 130 interrupted\nEnvironment: VOC_STORE the store, VOC_LANG the language, VOC_KEY_FILE the key for tokens, NO_COLOR no colour',
      }),
    )
    .showSuggestionAfterError()
    .configureHelp(helpIn(language))
    .configureOutput({
      writeOut: (out) => terminal.stdout.write(out),
      writeErr: (out) => terminal.stderr.write(out),
      outputError: (message, write) => write(`voc: ${translateUsageError(message, language)}`),
    })
    .exitOverride();
  return program;
}

function commonOptions(command: Command, language: Language): void {
  const text = (message: Message): string => message[language];
  command
    .addOption(
      new Option(
        '--lang <lang>',
        text({ zh: '界面语言', en: 'language of what people read' }),
      ).choices(['zh', 'en']),
    )
    .option('--quiet', text({ zh: '不输出过程和小结', en: 'no progress, no summaries' }))
    .option(
      '--verbose',
      text({ zh: '多说一些：文件识别结果等', en: 'say more: what each file was found to be' }),
    )
    .addOption(
      new Option('--color <when>', text({ zh: '何时用颜色', en: 'when to use colour' })).choices([
        'auto',
        'always',
        'never',
      ]),
    )
    .option('--no-color', text({ zh: '不用颜色', en: 'no colour' }))
    .helpOption('-h, --help', text({ zh: '显示帮助', en: 'print this help' }))
    .configureHelp(helpIn(language));
}

/** How commander's help pages read in a language. */
function helpIn(language: Language): HelpConfiguration {
  const plain = new Help();
  return {
    styleTitle: (title) => translateHelp(title, language),
    optionDescription: (option) => translateDescription(plain.optionDescription(option), language),
    argumentDescription: (argument) =>
      translateDescription(plain.argumentDescription(argument), language),
  };
}

/** `--lang` decides how even the help and usage errors read, so it is looked up before anything is parsed. */
function languageAsked(argv: readonly string[]): string | undefined {
  const at = argv.indexOf('--lang');
  return at >= 0
    ? argv[at + 1]
    : argv.find((arg) => arg.startsWith('--lang='))?.slice('--lang='.length);
}

function versionText(terminal: Terminal): string {
  return `voc ${terminal.version}`;
}

function statusOf(error: unknown, terminal: Terminal, language: Language): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
  if (error instanceof InputError) {
    terminal.stderr.write(`voc: ${visible(error.text[language])}\n`);
    return error.status;
  }
  throw error;
}
