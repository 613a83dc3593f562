import { setFlagsFromString } from 'node:v8';

/**
 * Has the engine spend less on compiling. For a command that goes through all steps of the analysis, at its beginning:
 * they are hundreds of small functions, none of which takes most of the time, and every thread compiles them anew. What
 * each of the three saves was measured in CPU time, threads of the engine's own included:
 * - fewer functions are copied into others, which hardly makes them faster: 6 % of a run of 100,000 texts;
 * - a function must run four times as long before it is compiled at length: a quarter of the time for that;
 * - until then it runs as plain machine code, not in the interpreter: about 4 % of 60,000 texts in two threads.
 */
export function compileBriefly(): void {
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=400');
  setFlagsFromString('--interrupt-budget=300000');
  setFlagsFromString('--always-sparkplug');
}
