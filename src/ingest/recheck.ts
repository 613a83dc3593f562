import type { HeaderLexicon } from '../lexicon/headers.ts';
import { isPassing } from '../lexicon/headers.ts';
import type { Voice, VoiceMarks } from '../model/voice.ts';
import {
  contentKey,
  contentVersion,
  countsOn,
  fold,
  type Identity,
  isRepeatable,
  ordersIn,
} from './content-key.ts';
import type { PersonalFinder } from './personal/find.ts';
import { isToken } from './personal/tokens.ts';

/** What a stored voice no longer says of itself. */
export interface VoiceFaults {
  /** The key is not one that its source, id, text, time and customer give. */
  readonly key: boolean;
  /** The content is not what the version says. */
  readonly version: boolean;
  /** Text or columns hold personal data, or the customer is no token. */
  readonly personal: boolean;
}

/** What checking a stored voice again takes. */
export interface RecheckOptions {
  readonly lexicon: HeaderLexicon;
  readonly find: PersonalFinder;
  /** A cryptographic hash as hexadecimal digits, at least 32 of them. */
  readonly digest: (text: string) => string;
}

const FOLLOWUP = '-followup';

/** Makes key and version of a voice that was stored masked anew, and looks for personal data. */
export function recheckVoice(voice: Voice, options: RecheckOptions): VoiceFaults {
  const { find, digest } = options;
  const folded = fold(voice.text);
  const hasKeyOf = (identity: Identity): boolean => {
    const key = contentKey(identity, digest);
    return voice.key === key || (isRepeatable(identity) && countsOn(voice.key, key));
  };
  const { id, text, channel, product, customerGroup, customerId, attributes } = voice;
  // An id that the export did not give is a piece of the key: among its digits any number may stand.
  const given = voice.key.startsWith(id.replace(/-followup$/, '')) ? null : id;
  const columns = { id: given, text, channel, product, customerGroup, ...attributes };
  const named = customerId !== null && !isToken(customerId);
  return {
    key: !identitiesOf(voice, folded).some(hasKeyOf),
    version: voice.version !== '' && !versionsOf(voice, options).includes(voice.version),
    personal: named || holdsPersonal(columns, find),
  };
}

/**
 * What a voice that was stored masked is known by if key and version are made of its contents as they stand; null where
 * they already are. An id that was a piece of the key stays one.
 */
export function marksAnew(voice: Voice, options: RecheckOptions): VoiceMarks | null {
  const faults = recheckVoice(voice, options);
  if (!faults.key && !faults.version) return null;
  const { digest } = options;
  const version = voice.version && (versionsOf(voice, options)[0] ?? '');
  if (!faults.key) return { key: voice.key, version, id: voice.id };
  const [, , , byText, withoutId] = identitiesOf(voice, fold(voice.text));
  const own = voice.id.replace(/-followup$/, '');
  const derived = voice.key.startsWith(own);
  const key = contentKey((derived ? withoutId : byText) as Identity, digest);
  return { key, version, id: derived ? voice.id.replace(own, key.slice(0, own.length)) : voice.id };
}

/** Whether names or values of columns hold personal data. */
export function holdsPersonal(
  columns: Readonly<Record<string, string | null>>,
  find: PersonalFinder,
): boolean {
  const isPersonal = (value: string): boolean => !isToken(value) && find(value).length > 0;
  return Object.entries(columns).some(
    ([name, value]) => isPersonal(name) || (value !== null && isPersonal(value)),
  );
}

/**
 * The versions that the contents of a voice may have been given: of a conversation, what was found in what was said last
 * is an attribute that no row had, unless a column of the export is called the same.
 */
function versionsOf(voice: Voice, { lexicon, digest }: RecheckOptions): readonly string[] {
  const folded = fold(voice.text);
  const { last_sentiment, ...received } = voice.attributes;
  const contents = last_sentiment === undefined ? [received] : [received, voice.attributes];
  return contents.map((attributes) =>
    contentVersion({ ...voice, attributes }, folded, (name) => isPassing(name, lexicon), digest),
  );
}

/** What the voice may have been taken for when it was read: the store does not keep where its id came from. */
function identitiesOf(voice: Voice, folded: string): readonly Identity[] {
  const { source, createdAt, customerId } = voice;
  const part = voice.attributes['followup'] === 'true' ? 'followup' : null;
  const given = part === null ? voice.id : voice.id.slice(0, -FOLLOWUP.length);
  const { rating, product, channel } = voice;
  const stated = { rating, product, channel, orders: ordersIn(voice.attributes) };
  const common = { source, folded, createdAt, customerId, part, stated } as const;
  const unnamed = { ...common, id: null, conversation: false, began: createdAt } as const;
  return [
    { ...common, id: given, conversation: false, began: createdAt },
    { ...common, id: given, conversation: false, began: null },
    { ...common, id: given, conversation: true, began: createdAt },
    { ...common, id: given, conversation: true, began: null },
    unnamed,
    // A channel that a person gave for the whole export.
    { ...unnamed, stated: { ...stated, channel: null } },
    // Earlier versions let nothing that a row states of itself count.
    { ...unnamed, stated: NOTHING_STATED },
  ];
}

const NOTHING_STATED = { rating: null, product: null, channel: null, orders: [] };
