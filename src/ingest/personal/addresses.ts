import type { PersonalLexicon } from '../../lexicon/personal.ts';
import { isAlphanumeric, isHan } from '../../text/characters.ts';
import { endOfDigits, isAnyDigit } from './digits.ts';
import type { PersonalSpan } from './span.ts';

/** Longest words of `road`, `estate` and `unit`. */
const MOST_WORD = 4;
/** Characters of a name before 路, 小区, 市: 乌鲁木齐, 世纪东方嘉园. */
const MOST_NAME = 7;
/** Characters of the name of an estate: 太平洋保险金融大厦. */
const MOST_ESTATE = 12;
const MOST_ADDRESS = 80;
/** What must not stand behind 号, or the number is no house: 3号线, 5号店. */
const NO_HOUSE = /^[线口店窗桌台机色柜库球员字下到发前后晚早上收送买户]/;

/** What stands in front of a number: a road, an estate, another number with its unit, or nothing of an address. */
type Place = 'road' | 'estate' | 'area' | 'unit' | null;

/** What was found, and up to where no other address begins. */
interface LookedThrough {
  readonly found: PersonalSpan | null;
  readonly end: number;
}

/**
 * The address whose first number stands at `at` of a plain text. A
 * number makes an address behind a road (中山路128号), behind an estate with its building (幸福小区5栋), or as a
 * building with its flat (3栋502).
 * @param floor where the last found thing ends: an address does not begin before it
 */
export function addressAt(
  text: string,
  at: number,
  floor: number,
  lexicon: PersonalLexicon,
): LookedThrough {
  const number = endOfDigits(text, at);
  const unit = unitAt(text, number, lexicon);
  const nothing = { found: null, end: number };
  if (unit === '') return { found: flatInTower(text, at, number, floor, lexicon), end: number };
  const before = at > floor ? skipBack(text, at) : at;
  const place = placeBefore(text, before, lexicon);
  if (place === null && !BUILDINGS.has(unit)) return nothing;
  const end = chainEnd(text, number + unit.length, lexicon);
  const house = (unit === '号' || unit === '號') && !NO_HOUSE.test(text.slice(end, end + 1));
  const onRoad = place === 'road' && (house || unit === '弄' || unit === '号院');
  const inVillage = unit === '组' && text[before - 1] === '村';
  if (!onRoad && !inVillage && !hasFlat(text, at, end, lexicon)) return { found: null, end };
  const start = beginning(text, before, floor, place, lexicon);
  return { found: { kind: 'address', start, end }, end };
}

/**
 * The address that a cue announces at `at`: a stretch with a number and a place in it.
 * @param apart whether a colon or the like stands between them; without it (地址改成…) the sentence goes on, and an
 * address ends where a word stands that none contains
 */
export function addressAfterCue(
  text: string,
  cued: number,
  apart: boolean,
  lexicon: PersonalLexicon,
): PersonalSpan | null {
  const at = apart ? cued : cued + (CHANGED.exec(text.slice(cued, cued + 4))?.[0].length ?? 0);
  const stretch = text.slice(at, stretchEnd(text, at, apart, lexicon)).trimEnd();
  let places = 0;
  for (let i = at + 1; i <= at + stretch.length; i++)
    if (placeBefore(text, i, lexicon)) places += 1;
  const numbered = /\d|[一二三四五六七八九十]+[号栋幢楼室组单]/.test(stretch);
  if (places === 0 || stretch.length < 5) return null;
  if (apart ? !numbered && places < 2 : !numbered || places < 3) return null;
  return { kind: 'address', start: at, end: at + stretch.length };
}

function stretchEnd(text: string, at: number, apart: boolean, lexicon: PersonalLexicon): number {
  let end = at;
  while (end < text.length && end - at < MOST_ADDRESS && isOfAddress(text.charCodeAt(end))) {
    if (!apart && lexicon.notInAddresses.has(text[end] ?? '')) break;
    end += 1;
  }
  return end;
}

/** What stands between a cue and its address besides a colon: 地址改成. */
const CHANGED = /^(?:应该是|写的是|改[成为到在]|换[成到]|就?[是在])/;

const BUILDINGS = new Set([
  '栋',
  '棟',
  '幢',
  '号楼',
  '號樓',
  '座',
  '单元',
  '單元',
  '楼',
  '栋楼',
  '号公寓',
  '号宿舍',
  '号公寓楼',
  '号宿舍楼',
]);

/** Whether a stretch that begins with a number names a flat behind a building: 3栋502, 2单元301室, 5幢18号. */
function hasFlat(text: string, from: number, to: number, lexicon: PersonalLexicon): boolean {
  let building = /[a-z栋棟幢座楼元弄]/.test(text[from - 1] ?? '');
  for (let at = from; at < to; at++) {
    if (!isAnyDigit(text.charCodeAt(at))) continue;
    const end = endOfDigits(text, at);
    const unit = unitAt(text, end, lexicon);
    const flat = unit === '' || unit === '门' ? end - at >= 3 : FLATS.has(unit);
    const counter = unit === '号' && NO_HOUSE.test(text.slice(end + 1, end + 2));
    if (building && flat && !counter) return true;
    if (BUILDINGS.has(unit) || unit === '弄') building = true;
    at = end;
  }
  return false;
}

const FLATS = new Set(['室', '房', '号', '號', '号房']);

/** The unit at a place (号, 栋, 单元), empty without one. */
function unitAt(text: string, at: number, lexicon: PersonalLexicon): string {
  if (!lexicon.unitFirsts.has(text.charCodeAt(at))) return '';
  for (let length = MOST_WORD; length > 0; length--) {
    const word = text.slice(at, at + length);
    if (word.length === length && lexicon.units.has(word)) return word;
  }
  return '';
}

/** End of the numbers with units, and estates with numbers, that follow each other from `from`. */
function chainEnd(text: string, from: number, lexicon: PersonalLexicon): number {
  let end = from;
  while (end - from < MOST_ADDRESS) {
    let at = end;
    while (at < text.length && at - end < 2 && /[\s\-#()（）第附]/.test(text[at] ?? '')) at += 1;
    const next = nextPart(text, at, end, lexicon);
    if (next <= end) break;
    end = next;
  }
  return end;
}

/** End of the part of an address at a place: a number, a building with a letter (B座), an estate; -1 without one. */
function nextPart(text: string, at: number, before: number, lexicon: PersonalLexicon): number {
  const code = text.charCodeAt(at);
  if (isAnyDigit(code)) return numberEnd(text, at, before, lexicon);
  if (!isAlphanumeric(code)) return estateEnd(text, before, lexicon);
  // B座, C区: a part of an estate with a letter of its own.
  const unit = text[at + 1] === '区' ? '区' : unitAt(text, at + 1, lexicon);
  if (unit !== '') return at + 1 + unit.length;
  return isAnyDigit(text.charCodeAt(at + 1)) ? numberEnd(text, at + 1, before, lexicon) : -1;
}

/** End of the number at a place with its unit; a flat of three or four digits needs none. -1 for other numbers. */
function numberEnd(text: string, at: number, before: number, lexicon: PersonalLexicon): number {
  const end = endOfDigits(text, at);
  const unit = unitAt(text, end, lexicon);
  const flatDoor = unit === '门' && end - at >= 3;
  if (unit !== '' && !flatDoor) return end + unit.length;
  const closed = !/^(?:[a-z元块年月日个次多余户人.:]|天(?!天))/.test(text.slice(end, end + 2));
  return at - before <= 1 && closed && end - at >= 2 && end - at <= 4 ? end : -1;
}

/** End of an estate (幸福小区) at a place, if a number follows it; -1 otherwise. */
function estateEnd(text: string, from: number, lexicon: PersonalLexicon): number {
  for (let at = from; at < from + MOST_ESTATE && isHan(text.charCodeAt(at)); at++) {
    if (lexicon.notInAddresses.has(text[at] ?? '')) return -1;
    if (!isAnyDigit(text.charCodeAt(at + 1)) && !/[a-z]/.test(text[at + 1] ?? '')) continue;
    return endsWithAny(text, at + 1, lexicon.estates) > 0 ? at + 1 : -1;
  }
  return -1;
}

function placeBefore(text: string, at: number, lexicon: PersonalLexicon): Place {
  if (endsWithAny(text, at, lexicon.roads) > 0) return 'road';
  if (endsWithAny(text, at, lexicon.estates) > 0) return 'estate';
  if (endsWithAny(text, at, lexicon.areas) > 0) return 'area';
  const unit = endsWithAny(text, at, lexicon.units);
  if (unit === 0) return null;
  const before = text.charCodeAt(at - unit - 1);
  return isAnyDigit(before) || isAlphanumeric(before) ? 'unit' : null;
}

/** Length of the longest word of a set that ends at a place, 0 without one. */
function endsWithAny(text: string, at: number, words: ReadonlySet<string>): number {
  for (let length = Math.min(MOST_WORD, at); length > 0; length--) {
    if (words.has(text.slice(at - length, at))) return length;
  }
  return 0;
}

/** Where the address begins whose first number has `before` in front of it: over names of roads, estates and areas. */
function beginning(
  text: string,
  before: number,
  floor: number,
  place: Place,
  lexicon: PersonalLexicon,
): number {
  if (place === null) return estateBeginning(text, before, floor, lexicon);
  let start = before;
  let name = 0;
  while (start > floor && before - start < MOST_ADDRESS) {
    const at = endOfSpaces(text, start, lexicon);
    const code = text.charCodeAt(at - 1);
    if (!isHan(code) && !isAlphanumeric(code)) break;
    if (lexicon.notInAddresses.has(text[at - 1] ?? '')) break;
    const marker =
      endsWithAny(text, at, lexicon.areas) > 0 || endsWithAny(text, at, lexicon.roads) > 0;
    name = marker ? 0 : name + 1;
    if (name > MOST_NAME) break;
    start = at - 1;
  }
  return afterWords(text, provinceIn(text, start, before, lexicon), before);
}

/** The place between two places without the words that people say before one. */
function afterWords(text: string, start: number, before: number): number {
  const words = BEFORE_PLACE.exec(text.slice(start, before))?.[0].length ?? 0;
  return before - start - words < LEAST_ESTATE ? start : start + words;
}

/** What people say before a place that is no part of it: 我家汇景新城, 小区阳光花园. */
const BEFORE_PLACE = /^(?:家(?![园苑])|小区|门牌号?)/;

/** The longest name of such a building: b号楼. */
const MOST_TOWER = 3;

/** A flat behind a building that is called by a letter (国际新城C座1810), with the name of its estate; null without one. */
function flatInTower(
  text: string,
  at: number,
  end: number,
  floor: number,
  lexicon: PersonalLexicon,
): PersonalSpan | null {
  if (end - at < 3 || end - at > 4 || /^[a-z\d元块年月日个次%.]/.test(text[end] ?? '')) return null;
  const tower = /[a-z](?:座|栋|幢|号楼)$/.exec(
    text.slice(Math.max(floor, at - MOST_TOWER), at),
  )?.[0];
  if (tower === undefined) return null;
  const before = at - tower.length;
  const start = estateBeginning(text, before, floor, lexicon);
  return start < before ? { kind: 'address', start, end } : null;
}

/** Words before a building that are no name of an estate, and what an estate is never called. */
const NO_ESTATE =
  /^(?:[门房]牌?号?|报修|投诉|业主|住户|家|住|居|现|址|位置|小区|本人|用户|客户|宿舍|学校|快递|电梯|楼[上下])+/;
const SAYS_MORE = /[不没坏漏修断停吵脏吗呢第]/;
const LEAST_ESTATE = 3;

/** Where the name of an estate without a word that says so begins (幸福里2号楼3单元402), else the building itself. */
function estateBeginning(
  text: string,
  before: number,
  floor: number,
  lexicon: PersonalLexicon,
): number {
  let start = before;
  while (start > floor && before - start <= MOST_NAME && isHan(text.charCodeAt(start - 1))) {
    if (lexicon.notInAddresses.has(text[start - 1] ?? '')) break;
    start -= 1;
  }
  const name = text.slice(start, before);
  start += NO_ESTATE.exec(name)?.[0].length ?? 0;
  const length = before - start;
  return length < LEAST_ESTATE || length > MOST_NAME || SAYS_MORE.test(name) ? before : start;
}

/** Where a province is named between two places, else the first: 老家 is no part of 老家河南省. */
function provinceIn(text: string, from: number, to: number, lexicon: PersonalLexicon): number {
  for (let at = from; at < to; at++) {
    const length = [3, 2].find((size) => lexicon.provinces.has(text.slice(at, at + size)));
    // 山西路 is a road.
    if (length !== undefined && !/[路街]/.test(text[at + length] ?? '')) return at;
  }
  return from;
}

/** Skips a space to the left where an area or road ends before it: 杭州市 西湖区. */
function endOfSpaces(text: string, at: number, lexicon: PersonalLexicon): number {
  if (!/[ -]/.test(text[at - 1] ?? '')) return at;
  return endsWithAny(text, at - 1, lexicon.areas) > 0 ||
    endsWithAny(text, at - 1, lexicon.roads) > 0
    ? at - 1
    : at;
}

/** Skips what may stand between a place and its number: a space, 第, 甲, a letter. */
function skipBack(text: string, at: number): number {
  const letter = /[a-z]/.test(text[at - 1] ?? '') && isHan(text.charCodeAt(at - 2));
  return letter || /[ 第#甲乙丙-]/.test(text[at - 1] ?? '') ? at - 1 : at;
}

function isOfAddress(code: number): boolean {
  return isHan(code) || isAlphanumeric(code) || code === 0x2d || code === 0x23 || code === 0x20;
}
