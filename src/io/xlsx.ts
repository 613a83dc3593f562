import type { Source } from '../model/source.ts';
import type { Input } from './input-file.ts';
export async function readWorkbook(_input: Input, _sheet: string | undefined): Promise<Source> {
  throw new Error('later');
}
