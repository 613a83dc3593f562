import type { Message } from '../model/labels.ts';

/** Names under which exports come, and tables that are refused with the way out: a folder must not lose them in silence. */
const DATA =
  /\.(csv|tsv|tab|txt|psv|dat|xlsx|xlsm|json|ndjson|jsonl|parquet|zip|xls|xlsb|et|ods|numbers)(\.gz)?$/i;
/** What systems put beside the files of a person, and locks of open workbooks. */
const HIDDEN = /^(\.|~\$|__MACOSX$|Thumbs\.db$|desktop\.ini$)/i;
const REJECTS = /\.rejects\.csv$/i;
/** Texts that systems put beside an export to explain it. Whoever means one as data names it himself. */
const NOTE =
  /(^|[\s_.\-(（【])(read[\s_-]?me|licen[cs]e|copying|notice|change[\s_-]?log)[^/]*\.txt$|(说明|说明书|须知|必读|读我|自述|自述文件|注意事项|声明|数据字典|字段解释)([\s_(（.-]?v?\d+[)）]?)?\.txt$/i;

/** Whether a name in a folder or archive is that of an export. Once it is opened, only the content counts. */
export function isDataFile(name: string): boolean {
  return DATA.test(name) && !isRejects(name) && !NOTE.test(baseOf(name));
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Whether a name is one under which `voc ingest` puts rejected rows by itself. */
export function isRejects(name: string): boolean {
  return REJECTS.test(name);
}

/** Whether a file or folder is hidden, so that nobody expects it to be read. */
export function isHidden(name: string): boolean {
  return HIDDEN.test(name);
}

const NAMED = 3;

/** In one line: which files of a folder or archive are left, since their names are not those of exports. */
export function leftOut(where: string, names: readonly string[]): readonly Message[] {
  if (names.length === 0) return [];
  const list = names.slice(0, NAMED).join('、');
  const listed = names.slice(0, NAMED).join(', ');
  return [
    {
      zh: `${where}：跳过 ${names.length} 个不是数据的文件：${list}${names.length > NAMED ? ' 等' : ''}`,
      en: `${where}: ${names.length} files that are no exports were left: ${listed}${names.length > NAMED ? ' ...' : ''}`,
    },
  ];
}

/** The kinds of files that `isDataFile` knows, for messages. */
export const DATA_KINDS = 'csv tsv txt xlsx json ndjson parquet zip gz';
