import { visible } from '../model/visible.ts';
import type { Terminal, Voicing } from './terminal.ts';

/** Tells a person at a terminal how far a long command is. */
export interface Progress {
  readonly at: (rows: number) => void;
  readonly stop: () => void;
}

const SILENT: Progress = { at: () => {}, stop: () => {} };

/** Rows between two updates at least: often enough to move, rarely enough to cost nothing. */
const STEP = 500;

/** A spinner on standard error if that is a terminal whose width is known, else nothing: without a width nothing can be erased. */
export async function startProgress(
  terminal: Terminal,
  say: Voicing,
  name: string,
): Promise<Progress> {
  if (say.quiet || terminal.stderr.isTTY !== true || !terminal.stderr.columns) return SILENT;
  const shown = visible(name);
  const { default: ora } = await import('ora');
  const spinner = ora({
    text: shown,
    stream: terminal.stderr as NodeJS.WriteStream,
    discardStdin: false,
  }).start();
  let told = 0;
  return {
    at: (rows) => {
      if (rows - told < STEP) return;
      told = rows;
      const count = rows.toLocaleString('en');
      spinner.text =
        say.language === 'zh' ? `${shown}：已读 ${count} 行` : `${shown}: ${count} rows`;
    },
    stop: () => spinner.stop(),
  };
}
