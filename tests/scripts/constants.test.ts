import { expect, test } from 'vitest';
import { withConstants } from '../../scripts/constants.ts';

test.each([
  ['what gets its value once', 'var SIZE = 8;', 'const SIZE = 8;'],
  ['a table that is filled', 'var T = new Map();\nT[0] = 1;', 'const T = new Map();\nT[0] = 1;'],
  ['what is only negated', 'var BIT = 4;\nf(~BIT, -BIT);', 'const BIT = 4;\nf(~BIT, -BIT);'],
])('%s is a constant', (_, code, made) => {
  expect(withConstants(code)).toBe(made);
});

test.each([
  ['what is assigned', 'var n = 0;\nfunction f() { n = 1; }'],
  ['what is added to', 'var n = 0;\nf(() => (n += 1));'],
  ['what is filled where it was nothing', 'var n = null;\nfunction f() { return (n ??= 1); }'],
  ['what counts', 'var n = 0;\nfunction f() { return n++; }'],
  ['what a pattern assigns', 'var n = 0;\nfunction f(p) { [n] = p; ({ n } = p); }'],
  ['what a loop assigns', 'var n = 0;\nfunction f(p) { for (n of p) g(); }'],
  ['what has no value yet', 'var n;'],
  ['what is not of the outermost level', 'function f() {\n  var n = 0;\n  return n;\n}'],
  ['what only looks like it, in a text', 'f(`\nvar n = 0;\n`);'],
])('%s is none', (_, code) => {
  expect(withConstants(code)).toBe(code);
});
