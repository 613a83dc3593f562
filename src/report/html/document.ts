import type { Language } from '../../model/labels.ts';
import { Markup, markup } from './markup.ts';
import { STYLE } from './style.ts';

/** Nothing may be fetched, run or sent: the file shows itself and no more. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'none'; base-uri 'none'; form-action 'none'";

/**
 * A whole page in one file: title, style and body, without scripts and without a request to anywhere.
 * @param style what the page has besides the style of all
 */
export function documentHtml(title: string, body: Markup, language: Language, style = ''): string {
  const document = markup`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(STYLE + style)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  return document.source;
}
