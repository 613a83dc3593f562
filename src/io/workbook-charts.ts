import type { ChartCells, SheetChart } from '../model/chart.ts';

const OOXML = 'http://schemas.openxmlformats.org';
const DRAWING = `${OOXML}/drawingml/2006`;
const LINK = `${OOXML}/officeDocument/2006/relationships`;
/** How many columns and rows of a usual width and height a chart takes. */
const COLUMNS = 9;
const ROWS = 17;

/** Charts beside a table of so many columns, below each other. */
export function drawingXml(charts: readonly SheetChart[], columns: number): string {
  const anchors = charts.map((chart, index) => {
    const from = corner(columns + 1, 1 + index * (ROWS + 1));
    const to = corner(columns + 1 + COLUMNS, 1 + index * (ROWS + 1) + ROWS);
    return `<xdr:twoCellAnchor><xdr:from>${from}</xdr:from><xdr:to>${to}</xdr:to><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${index + 2}" name="${escaped(chart.title)}" descr="${escaped(chart.title)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="${DRAWING}/chart"><c:chart r:id="rId${index + 1}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`;
  });
  return `<xdr:wsDr xmlns:xdr="${DRAWING}/spreadsheetDrawing" xmlns:a="${DRAWING}/main" xmlns:c="${DRAWING}/chart" xmlns:r="${LINK}">${anchors.join('')}</xdr:wsDr>`;
}

function corner(column: number, row: number): string {
  return `<xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff>`;
}

/** Where the charts of a drawing stand, of which `before` are in the workbook already. */
export function drawingRelations(charts: number, before: number): string {
  const links = Array.from(
    { length: charts },
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${LINK}/chart" Target="../charts/chart${before + index + 1}.xml"/>`,
  );
  return `<Relationships xmlns="${OOXML}/package/2006/relationships">${links.join('')}</Relationships>`;
}

/** One series of figures by their labels: horizontal bars with the first one on top, or a line through points. */
export function chartXml(chart: SheetChart): string {
  const { kind, title, labels, figures, format } = chart;
  const series = `<c:ser><c:idx val="0"/><c:order val="0"/><c:spPr>${kind === 'bars' ? FILL : STROKE}</c:spPr>${kind === 'bars' ? '<c:invertIfNegative val="0"/>' : MARKER}${dataLabels(kind, format)}<c:cat>${strings(labels)}</c:cat><c:val>${numbers(figures, format)}</c:val>${kind === 'line' ? '<c:smooth val="0"/>' : ''}</c:ser>`;
  const axes = '<c:axId val="1"/><c:axId val="2"/>';
  const plot =
    kind === 'bars'
      ? `<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>${series}<c:gapWidth val="50"/>${axes}</c:barChart>`
      : `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series}<c:marker val="1"/>${axes}</c:lineChart>`;
  const text = `<a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr><a:r><a:rPr sz="1200" b="1"/><a:t>${escaped(title)}</a:t></a:r></a:p>`;
  return `<c:chartSpace xmlns:c="${DRAWING}/chart" xmlns:a="${DRAWING}/main" xmlns:r="${LINK}"><c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich><a:bodyPr/>${text}</c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>${plot}${categoryAxis(kind)}${valueAxis(chart)}</c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`;
}

const COLOR = '<a:solidFill><a:srgbClr val="3B4D63"/></a:solidFill>';
const FILL = COLOR;
const STROKE = `<a:ln w="28575">${COLOR}</a:ln>`;
const MARKER = `<c:marker><c:symbol val="circle"/><c:size val="7"/><c:spPr>${COLOR}</c:spPr></c:marker>`;
const GRID =
  '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="E1E6EC"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>';

function dataLabels(kind: SheetChart['kind'], format: string): string {
  const place = kind === 'bars' ? 'outEnd' : 't';
  return `<c:dLbls><c:numFmt formatCode="${escaped(format)}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr><c:dLblPos val="${place}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`;
}

function categoryAxis(kind: SheetChart['kind']): string {
  const order = kind === 'bars' ? 'maxMin' : 'minMax';
  return `<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="${order}"/></c:scaling><c:delete val="0"/><c:axPos val="${kind === 'bars' ? 'l' : 'b'}"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="2"/><c:auto val="0"/></c:catAx>`;
}

function valueAxis({ kind, format, low, high }: SheetChart): string {
  const max = high === undefined ? '' : `<c:max val="${high}"/>`;
  const min = low === undefined ? '' : `<c:min val="${low}"/>`;
  const scaling = `<c:scaling><c:orientation val="minMax"/>${max}${min}</c:scaling>`;
  const crosses = kind === 'bars' ? 'max' : 'autoZero';
  return `<c:valAx><c:axId val="2"/>${scaling}<c:delete val="0"/><c:axPos val="${kind === 'bars' ? 'b' : 'l'}"/>${GRID}<c:numFmt formatCode="${escaped(format)}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/><c:crosses val="${crosses}"/></c:valAx>`;
}

function strings(cells: ChartCells<string>): string {
  const points = cells.values.map(
    (value, index) => `<c:pt idx="${index}"><c:v>${escaped(value)}</c:v></c:pt>`,
  );
  return `<c:strRef><c:f>${reference(cells)}</c:f><c:strCache><c:ptCount val="${points.length}"/>${points.join('')}</c:strCache></c:strRef>`;
}

function numbers(cells: ChartCells<number | null>, format: string): string {
  const points = cells.values.flatMap((value, index) =>
    value === null ? [] : [`<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`],
  );
  return `<c:numRef><c:f>${reference(cells)}</c:f><c:numCache><c:formatCode>${escaped(format)}</c:formatCode><c:ptCount val="${cells.values.length}"/>${points.join('')}</c:numCache></c:numRef>`;
}

/** The cells as a formula names them: `'痛点'!$B$2:$B$11`. */
function reference({ sheet, column, row, direction, values }: ChartCells<unknown>): string {
  const more = Math.max(0, values.length - 1);
  const [right, down] = direction === 'right' ? [more, 0] : [0, more];
  const cell = (at: number, line: number): string => `$${columnLetters(at)}$${line + 1}`;
  const name = `'${sheet.replaceAll("'", "''")}'`;
  return escaped(`${name}!${cell(column, row)}:${cell(column + right, row + down)}`);
}

/** 0 is `A`, 25 `Z`, 26 `AA`. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write these
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** What most texts have none of. Halves of pairs that belong together are among it, which is quicker to ask. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write these
const SPECIAL = /[&<>"\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;

/** Text as it may stand in XML, in an element or in an attribute. */
export function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replace(NOT_XML, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
