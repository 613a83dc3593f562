import type { Language } from '../../model/labels.ts';
import { JOURNEY_STYLE } from '../journey/style.ts';
import { SCRIPT_HASH, STYLE_HASH } from './hashes.ts';
import { Markup, markup } from './markup.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** Nothing may be fetched or sent, and nothing runs or styles but what stands in this file under its hash. */
const POLICY = `default-src 'none'; base-uri 'none'; form-action 'none'; style-src '${STYLE_HASH}'; script-src '${SCRIPT_HASH}'`;

/**
 * A whole page in one file: title, style, body and script, without a request to anywhere.
 * @param kind `wide` for a page that is one picture, `brief` for one that is to be printed on one sheet
 */
export function documentHtml(
  title: string,
  body: Markup,
  language: Language,
  kind: 'wide' | 'brief' | null = null,
): string {
  const document = markup`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(STYLE + JOURNEY_STYLE)}</style>
</head>
<body${kind === null ? null : markup` class="${kind}"`}>
<main>
<h1>${title}</h1>
${body}
</main>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`;
  return document.source;
}
