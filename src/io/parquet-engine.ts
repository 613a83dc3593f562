import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * The engine that reads and writes Parquet, loaded when it is first asked for. Not by `import`, which reads all files of
 * the package for the names that they export.
 */
export function loadParquetEngine(): typeof import('@duckdb/node-api') {
  return require('@duckdb/node-api') as typeof import('@duckdb/node-api');
}
