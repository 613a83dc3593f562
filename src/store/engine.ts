import { createRequire } from 'node:module';
import type duckdb from '@duckdb/node-bindings';

type Api = typeof import('@duckdb/node-api');
type Bindings = typeof duckdb;

const require = createRequire(import.meta.url);

/*
 * The engine is loaded when it is first asked for, since many commands open no store. Not by `import`, which reads all
 * files of these packages for the names that they export: a seventh of the time that a small command takes.
 */

/** What runs statements. */
export function loadApi(): Api {
  return require('@duckdb/node-api') as Api;
}

/** What `loadApi` stands on: it hands over memory as it is. */
export function loadBindings(): Bindings {
  return require('@duckdb/node-bindings') as Bindings;
}
