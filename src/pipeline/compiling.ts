/** What compiles the dictionaries, apart from all that only asks them: hardly a command needs it. */
export { compileDictionaries } from '../lexicon/compile.ts';
