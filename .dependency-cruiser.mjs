// The import table of the architecture: which part of `src` may import which other part, besides itself.
// `node` stands for Node's own modules, `npm` for packages. All layer rules below are generated from it.
const PARTS = {
  main: ['program', 'commands', 'io', 'model', 'node'],
  program: ['commands', 'io', 'model', 'npm'],
  commands: [
    'pipeline',
    'ingest',
    'annotate',
    'cluster',
    'journey',
    'measure',
    'report',
    'store',
    'io',
    'model',
    'node',
    'npm',
  ],
  index: [
    'pipeline',
    'ingest',
    'annotate',
    'cluster',
    'journey',
    'measure',
    'report',
    'lexicon',
    'segment',
    'model',
  ],
  pipeline: [
    'ingest',
    'annotate',
    'cluster',
    'journey',
    'measure',
    'report',
    'segment',
    'lexicon',
    'classify',
    'model',
  ],
  store: ['model', 'node', 'npm'],
  io: ['model', 'node', 'npm'],
  report: ['text', 'model', 'npm'],
  ingest: ['lexicon', 'text', 'model'],
  journey: ['lexicon', 'text', 'model'],
  measure: ['lexicon', 'text', 'model'],
  cluster: ['segment', 'lexicon', 'text', 'model'],
  annotate: ['segment', 'lexicon', 'classify', 'text', 'model'],
  segment: ['text', 'model'],
  lexicon: ['text', 'model'],
  classify: ['text', 'model'],
  text: ['model'],
  model: [],
};
// `report` may use packages for geometry and cell widths only: charts (d3) and the terminal.
const REPORT_PACKAGES = 'node_modules/(@types/)?(d3-scale|d3-shape|string-width|chalk)/';

const part = (name) => `^src/${name}(/|[.]ts$)`;
const layers = Object.entries(PARTS).map(([name, allowed]) => ({
  name: `${name}-imports-only-${allowed.join('-') || 'itself'}`,
  severity: 'error',
  comment: 'See the table of parts at the top of this file.',
  from: { path: part(name) },
  to: {
    pathNot: [
      ...[name, ...allowed].filter((other) => other !== 'node' && other !== 'npm').map(part),
      ...(name === 'report' ? [REPORT_PACKAGES] : []),
    ],
    dependencyTypesNot: [
      ...(allowed.includes('node') ? ['core'] : []),
      ...(allowed.includes('npm') && name !== 'report' ? ['npm'] : []),
    ],
  },
}));

export default {
  forbidden: [
    ...layers,
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle hides which of two files is the base of the other.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'every-part-has-a-rule',
      severity: 'error',
      comment: 'A new folder in src needs its line in the table of parts.',
      from: { path: '^src/', pathNot: Object.keys(PARTS).map(part) },
      to: {},
    },
    {
      name: 'nothing-ships-tests-or-scripts',
      severity: 'error',
      comment: 'What a user runs may not depend on what is not shipped.',
      from: { path: '^src/' },
      to: { path: '^(tests|scripts)/' },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      comment: 'A module that cannot be found hides its imports from every other rule.',
      from: { path: '^(src|scripts|tests)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
  },
};
