import { createHash } from 'node:crypto';
import type { SourceItem } from '../model/source.ts';
import { MAX_CHARACTERS } from './bounds.ts';
import type { Line } from './lines.ts';

/*
 * Chats that a messenger has written as plain text. Above what was said stands who said it and when, in this or the other
 * order; or both stand before it on the same line, with a colon.
 */

const TIME = String.raw`[[(（【]?(?<time>\d{4}(?:[-/.]\d{1,2}[-/.]|年\d{1,2}月)\d{1,2}日?,?\s{1,2}(?:(?:星期|周).\s)?(?:[上下中]午|凌晨|早上|晚上)?\s?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)[\])）】]?`;
const NAME = String.raw`(?<name>[^\s:：,，。！？!?;；"|][^:：,，。！？!?;；"|]{0,39}?)`;
const ABOVE = [
  new RegExp(String.raw`^\s{0,8}${NAME}[:：]?\s{1,8}${TIME}[:：]?\s*$`, 'u'),
  new RegExp(String.raw`^\s{0,8}${TIME}\s{1,8}${NAME}[:：]?\s*$`, 'u'),
];
const BESIDE = new RegExp(String.raw`^\s{0,8}${TIME}\s{0,8}${NAME}[:：]\s?(?<words>.*)$`, 'su');
/** Longer lines begin no turn. */
const LONGEST_HEAD = 120;
/** What programs draw between days and chats. */
const RULE = /^\s*(?:[-—–=_*#]{3,}.{0,40})$/;

/** Lines that are looked at. */
const LOOKED_AT = 300;
/** Least share of turns among the lines of a chat. */
const LEAST_TURNS = 0.1;
/** More than take part in a chat of a customer with those who serve. */
const MOST_SPEAKERS = 10;
/** What a table has in its first lines, and titles of a chat have not. */
const TABLE = /[",;|\t]/;

interface Head {
  readonly name: string;
  readonly time: string;
  /** What stands on the same line; null where that is the head alone. */
  readonly words: string | null;
}

function headOf(text: string): Head | null {
  const short = text.length <= LONGEST_HEAD;
  const found =
    (short ? (ABOVE[0]?.exec(text) ?? ABOVE[1]?.exec(text)) : null) ??
    BESIDE.exec(text.slice(0, LONGEST_HEAD));
  const { name = '', time = '', words } = found?.groups ?? {};
  if (name === '') return null;
  return { name, time, words: words === undefined ? null : words + text.slice(LONGEST_HEAD) };
}

/** Whether lines are those of a chat: a few speakers, each with a time, who say something, and no table before them. */
export function isChatLog(lines: readonly Pick<Line, 'text'>[]): boolean {
  const texts = lines
    .slice(0, LOOKED_AT)
    .map(({ text }) => text)
    .filter((text) => text.trim() !== '');
  const heads = texts.map(headOf);
  const first = heads.findIndex((head) => head !== null);
  const turns = heads.filter((head) => head !== null);
  const names = new Set(turns.map(({ name }) => name));
  const silent = heads.filter((head, at) => head?.words === null && heads[at + 1] !== null);
  return (
    turns.length >= 3 &&
    turns.length >= LEAST_TURNS * texts.length &&
    names.size >= 2 &&
    names.size <= MOST_SPEAKERS &&
    names.size < turns.length &&
    silent.length <= turns.length / 2 &&
    !texts.slice(0, first).some((text) => TABLE.test(text))
  );
}

/** A turn while its lines are collected. */
interface Turn extends Head {
  readonly line: number;
  readonly conversation: string;
  readonly said: string[];
  size: number;
}

/**
 * Reads a chat as one object a turn: conversation, speaker, time and words. A day is a conversation: exported again,
 * the days that were there are the same, and no chat goes on for years. Memory: a turn.
 */
export async function* readChatLog(
  lines: AsyncIterable<readonly Line[]>,
): AsyncGenerator<readonly SourceItem[]> {
  let turn: Turn | null = null;
  for await (const batch of lines) {
    const items: SourceItem[] = [];
    for (const line of batch) {
      const head = headOf(line.text);
      if (head === null) {
        if (turn !== null) addWords(turn, line.text);
        continue;
      }
      if (turn !== null) items.push(itemOf(turn));
      turn = turnOf(head, line.number, turn);
    }
    yield items;
  }
  if (turn !== null) yield [itemOf(turn)];
}

function turnOf(head: Head, line: number, before: Turn | null): Turn {
  const isSameDay = before !== null && dayOf(before) === dayOf(head);
  const conversation = isSameDay ? before.conversation : conversationOf(head);
  return { ...head, line, conversation, said: head.words === null ? [] : [head.words], size: 0 };
}

const dayOf = ({ time }: Head): string => time.slice(0, time.search(/\s/));

/** What grows too long to be feedback grows no further: it is told of as such. */
function addWords(turn: Turn, text: string): void {
  if (turn.size > MAX_CHARACTERS || (text.length <= LONGEST_HEAD && RULE.test(text))) return;
  turn.said.push(text);
  turn.size += text.length;
}

/** Names the conversation of a day by how it begins, which tells nothing of who takes part. */
function conversationOf(head: Head): string {
  const start = JSON.stringify([head.name, head.time]);
  const digest = createHash('sha256').update(start).digest('hex');
  return `${dayOf(head).replace(/\D+/g, '-').replace(/-$/, '')}-${digest.slice(0, 12)}`;
}

function itemOf({ line, conversation, name, time, said }: Turn): SourceItem {
  const words = said.join('\n').trim();
  return {
    kind: 'object',
    line,
    fields: { 会话编号: conversation, 说话人: name, 时间: time, 内容: words },
  };
}
