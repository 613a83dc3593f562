import type { Language } from '../../model/labels.ts';
import { SCRIPT_HASH, STYLE_HASH } from './hashes.ts';
import { Markup, markup } from './markup.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** Nothing may be fetched or sent, and nothing runs but what stands in this file: no attribute of markup can. */
const POLICY = `default-src 'none'; style-src '${STYLE_HASH}'; script-src '${SCRIPT_HASH}'; base-uri 'none'; form-action 'none'`;

/** A whole page in one file: title, style, body and script, without a request to anywhere. */
export function documentHtml(title: string, body: Markup, language: Language): string {
  const document = markup`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
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
