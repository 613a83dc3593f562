import { readFileSync } from 'node:fs';
import { Converter } from 'opencc-js';
import { describe, expect, test } from 'vitest';
import { clean } from '../../src/text/clean.ts';
import { fold } from '../../src/text/fold.ts';
import { lexicon } from '../dictionaries.ts';
import { sharedFile } from '../support/shared.ts';

const convert = Converter({ from: 'twp', to: 'cn' });
const NO_CHARACTERS = new Uint16Array(65536);

/** What OpenCC makes of a text, half-width and lower-case as ours. */
function expected(text: string): string {
  return fold(convert(text), NO_CHARACTERS);
}

function converted(text: string): string {
  return clean(text, lexicon.cleaning).text;
}

describe('Traditional script becomes what OpenCC makes of it', () => {
  test.each([
    '這支手機的螢幕很漂亮，可是軟體老是當機',
    '網路訊號很差，視訊會議一直斷線',
    '客服態度惡劣，打了三次電話都沒有人接聽',
    '滑鼠用了兩天就壞掉，硬碟也讀不到',
    '計程車司機繞路，還不肯開收據',
    '房間裡面有異味，浴室的地板也不乾淨',
    '包裝破損，裡頭的瓶子碎了，要求退費',
    '外送員遲到四十分鐘，餐點都涼了',
    '印表機連不上無線網路，說明書又看不懂',
    '這家餐廳的滷肉飯非常好吃，下次還會再來',
    '乾隆年間的瓷器展覽，導覽員講得很仔細',
    '著名的景點人太多，看著都累',
    '伺服器常常維護，使用者的資料也不見了',
    '藉口一大堆，就是不肯賠償',
    '部落客推薦的影片畫質太差',
    '他瞭解情況以後，馬上幫我換了一臺新的',
    '優惠券過期了，客服說系統沒有辦法延長',
    '公車誤點，月臺上擠滿了人',
  ])('%s', (text) => {
    expect(converted(text)).toBe(expected(text));
  });

  test('but ordinary words are not taken for terms of computing', () => {
    const text = '這次的行程很趕，桌布也髒，請呼叫服務生';
    expect(converted(text)).toBe('这次的行程很赶，桌布也脏，请呼叫服务生');
  });

  const document = sharedFile('documents/002_7bb97e20a37ae55a.txt');
  test.skipIf(document === null)('in 99 of 100 characters of a long document too', () => {
    const text = document === null ? '' : readFileSync(document, 'utf8');
    const wanted = expected(text);
    const found = converted(text);
    const same = Array.from(wanted).filter((character, i) => found[i] === character);
    expect(same.length / wanted.length).toBeGreaterThan(0.99);
  });

  test('once and for all: what a word becomes does not change again', () => {
    for (const word of lexicon.cleaning.words.values()) expect(converted(word)).toBe(word);
  });
});
