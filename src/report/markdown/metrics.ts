import { BLANK, count } from '../figures.ts';
import {
  answeredMetrics,
  besideText,
  blankSentence,
  metricInterval,
  metricValue,
  targetText,
} from '../metric-figures.ts';
import { say, WORDS } from '../wording.ts';
import { plain, table } from './markup.ts';
import type { Page } from './page.ts';

/** The metrics that have answers; a score never stands without what its voices complain of. */
export function metricSection({ findings, language, brief }: Page): string[] {
  const shown = answeredMetrics(findings);
  if (shown.length === 0) return [say(WORDS.noMetrics, language)];
  const heads = [WORDS.metric, WORDS.value, WORDS.interval].map((head) => say(head, language));
  const last = [WORDS.target, WORDS.mainPains, WORDS.formula].map((head) => say(head, language));
  const columns = brief ? -1 : undefined;
  const blank = blankSentence(findings, language);
  return [
    table(
      [...heads, 'n', ...last].slice(0, columns),
      [false, true, true, true, false, false, false],
      shown.map((metric) =>
        [
          plain(say(metric.name, language)),
          metricValue(metric, language),
          metricInterval(metric, language),
          count(metric.n),
          plain(targetText(metric, language) ?? BLANK),
          plain(besideText(metric, language) ?? BLANK),
          plain(say(metric.formula, language)),
        ].slice(0, columns),
      ),
    ),
    ...(brief || blank === null ? [] : [plain(blank)]),
  ];
}
