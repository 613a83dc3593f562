/**
 * The rows of a dictionary: tab-separated, `#` comments, a header line that names the columns.
 *
 * @throws RangeError naming the line that has another number of columns
 */
export function readRows(text: string, columns: number): string[][] {
  const rows = text
    .split('\n')
    .map((line, index) => ({ number: index + 1, line }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));
  return rows.slice(1).map(({ number, line }) => {
    const cells = line.split('\t');
    if (cells.length !== columns)
      throw new RangeError(`line ${number} has ${cells.length} columns, not ${columns}: ${line}`);
    return cells;
  });
}
