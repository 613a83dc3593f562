import type { Command } from 'commander';
import { createRejectsFile } from '../io/rejects.ts';
import { readDictionaries } from '../io/resources.ts';
import { openSource } from '../io/source.ts';
import { type TableFormat, writeTable } from '../io/table.ts';
import { outputTo } from '../io/output.ts';
import { EXIT } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Reject } from '../model/source.ts';
import type { Cell } from '../model/store.ts';
import { annotateRow, type AnnotatedRow, layOut, loadResources, type RowResult, readRows } from '../pipeline.ts';
import { addReadingFlags, givenColumns, type ReadingFlags, sourceOptions } from './reading.ts';
import { addOutputFlags, formatOf, isForSpreadsheets, type OutputFlags } from './show.ts';
import { type CommonOptions, type Terminal, voicing, wantsColor } from './terminal.ts';

type AnnotateFlags = ReadingFlags & OutputFlags & CommonOptions & { readonly rejects?: string };
