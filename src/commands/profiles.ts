import { join } from 'node:path';
import type { Command } from 'commander';
import type { Layout } from '../ingest/layout.ts';
import type { ProfileChoice } from '../ingest/profile-match.ts';
import { writeProfile } from '../io/configuration/write-profile.ts';
import type { Configuration, Profile } from '../model/configuration.ts';
import { InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Source } from '../model/source.ts';
import { configurationFile } from './configuration.ts';
import type { ReadingFlags, VoiceFlags } from './reading.ts';
import type { Terminal, Voicing } from './terminal.ts';

/** Flags of commands that know exports again. */
export interface ProfileFlags {
  readonly profile?: string;
  readonly saveProfile?: string;
}

/** Adds `--profile`. */
export function addProfileFlag(command: Command, text: (message: Message) => string): Command {
  return command.option(
    '--profile <name>',
    text({
      zh: '按 voc.yaml 中的这个模板读（默认按列名认出模板）',
      en: 'read by this profile of voc.yaml (default: the one that the columns are known by)',
    }),
  );
}

/** Adds `--save-profile`. */
export function addSaveProfileFlag(command: Command, text: (message: Message) => string): Command {
  return command.option(
    '--save-profile <name>',
    text({
      zh: '把这个文件的列对应关系记入 voc.yaml，以后同一系统的文件照此读',
      en: 'remember in voc.yaml what the columns are for; later files of the same system follow it',
    }),
  );
}

/**
 * The profiles that the exports of a command may be read by: the one named, or all.
 * @throws InputError of wrong usage for a name that `voc.yaml` does not know
 */
export function profilesOf(
  { profile: forced }: ProfileFlags,
  { profiles = {} }: Configuration,
): ProfileChoice {
  if (forced === undefined) return { profiles };
  const profile = Object.hasOwn(profiles, forced) ? profiles[forced] : undefined;
  if (profile !== undefined) return { profiles: { [forced]: profile }, forced };
  const names = Object.keys(profiles);
  throw new InputError(
    {
      zh: `--profile ${forced}：voc.yaml 中没有这个模板；${names.length === 0 ? '还没有任何模板' : `现有：${names.join('、')}`}。可用 --save-profile ${forced} 建立`,
      en: `--profile ${forced}: voc.yaml has no such profile; ${names.length === 0 ? 'it has none yet' : `there are ${names.join(', ')}`} (make it with --save-profile ${forced})`,
    },
    { status: 2 },
  );
}

/**
 * The flags with what a named profile knows of the reading. One that is recognised by its columns was read rightly
 * already: in another encoding, or cut elsewhere, it would not have been known.
 */
export function withProfile<Flags extends ReadingFlags>(
  flags: Flags,
  { profiles, forced }: ProfileChoice,
): Flags {
  const { encoding, delimiter } = (forced === undefined ? undefined : profiles[forced]) ?? {};
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...flags,
  };
}

/** The choice for one export: the sheet that is read decides between profiles that fit equally. */
export function forSource(choice: ProfileChoice, { sheet }: Source): ProfileChoice {
  return { ...choice, ...(sheet === undefined ? {} : { sheet }) };
}

/** What a recognised profile says of all voices of an export, where the command line says nothing. */
export function voicesBy(
  layout: Layout,
  { profiles }: ProfileChoice,
  flags: Pick<VoiceFlags, 'source' | 'channel' | 'tz'>,
): Pick<VoiceFlags, 'source' | 'channel' | 'tz'> {
  const { channel, tz } = (layout.profile && profiles[layout.profile.name]) ?? {};
  return {
    ...(channel === undefined ? {} : { channel }),
    ...(tz === undefined ? {} : { tz }),
    ...(flags.source === undefined ? {} : { source: flags.source }),
    ...(flags.channel === undefined ? {} : { channel: flags.channel }),
    ...(flags.tz === undefined ? {} : { tz: flags.tz }),
  };
}

/** Writes down how an export was read, in the nearest `voc.yaml` or a new one in the working folder, and says so. */
export async function saveProfile(
  name: string,
  source: Source,
  layout: Layout,
  flags: ReadingFlags & VoiceFlags,
  terminal: Terminal,
  say: Voicing,
): Promise<void> {
  if (!/^[^\p{C}]{1,60}$/u.test(name) || name.trim() !== name || name === '') throw badName(name);
  const path = configurationFile(terminal) ?? join(terminal.cwd, 'voc.yaml');
  const profile = profileFrom(source, layout, flags);
  const known = await writeProfile(path, name, profile, terminal.stdout);
  const columns = profile.columns.length;
  say.say({
    zh: `模板「${name}」已${known ? '更新' : '记入'} ${path}（${columns} 列）；以后列名相近的文件都照此读`,
    en: `profile "${name}" ${known ? 'replaced' : 'written'} in ${path} (${columns} columns); later files with like columns are read by it`,
  });
}

function profileFrom(source: Source, layout: Layout, flags: ReadingFlags & VoiceFlags): Profile {
  const { channel, tz, encoding, delimiter } = flags;
  return {
    columns: layout.columns.map(({ name, role, shape }) => ({ name, role, shape })),
    header: layout.headerLine,
    source: flags.source ?? layout.source,
    ...(channel === undefined ? {} : { channel }),
    ...(tz === undefined ? {} : { tz }),
    ...(source.sheet === undefined ? {} : { sheet: source.sheet }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
  };
}

function badName(name: string): InputError {
  return new InputError(
    {
      zh: `--save-profile：「${name}」不能作模板名；请用 1 到 60 个字，首尾没有空格`,
      en: `--save-profile: "${name}" cannot name a profile; use 1 to 60 characters without blanks around them`,
    },
    { status: 2 },
  );
}
