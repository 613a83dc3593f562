import { setFlagsFromString } from 'node:v8';

/**
 * Has the engine copy fewer functions into others when it compiles them. For a command that goes through all steps of the
 * analysis, at its beginning: they are many small functions, none of which takes most of the time, so that compiling them
 * at length takes a fifth of a run of 100,000 texts and hardly makes them faster (6 % less time, measured). A function
 * must also have run four times as long before it is compiled: those that are hot soon have, and a quarter of the
 * time that each thread spends on compiling goes to others (at 60,000 texts, measured).
 */
export function compileBriefly(): void {
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=400');
  setFlagsFromString('--interrupt-budget=300000');
}
