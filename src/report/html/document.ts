import type { Language } from '../../model/labels.ts';
import { SCRIPT_HASH, STYLE_HASH } from './hashes.ts';
import { Markup, markup } from './markup.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'";
/** Nothing may be fetched or sent, and nothing runs or styles but what stands in this file under its hash. */
const POLICY = `${NOTHING}; style-src '${STYLE_HASH}'; script-src '${SCRIPT_HASH}'`;
/** Of a page that places things by attributes of their own, which no hash covers: it runs no script at all. */
const DRAWN_POLICY = `${NOTHING}; style-src 'unsafe-inline'`;

/**
 * A whole page in one file: title, style, body and script, without a request to anywhere.
 * @param drawn what a page that is drawn by style has besides the style of all; such a page has no script
 */
export function documentHtml(
  title: string,
  body: Markup,
  language: Language,
  drawn?: string,
): string {
  const [policy, script] =
    drawn === undefined
      ? [POLICY, markup`<script>${new Markup(SCRIPT)}</script>\n`]
      : [DRAWN_POLICY, null];
  const document = markup`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(STYLE + (drawn ?? ''))}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
${script}</body>
</html>
`;
  return document.source;
}
