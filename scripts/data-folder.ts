import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The labelled sets in `sentiment` of that folder, each in the files NAME.train.csv and NAME.dev.csv. */
export const SENTIMENT_SETS: readonly string[] = [
  'bdci_car_2018',
  'chnsenticorp_aligned',
  'chnsenticorp_htl',
  'eprstmt',
  'nlpcc14_sc',
  'online_shopping_10_cats',
  'restaurant_aste_zhang',
  'sentic_4domains',
  'waimai_10k',
  'zhejiang_cosmetics_quads',
];

/** Where the training data lie: `data` in the folder that VOC_SHARED names, or in ../shared. */
export function dataFolder(): string {
  const folder = join(process.env['VOC_SHARED'] ?? '../shared', 'data');
  if (!existsSync(folder))
    throw new Error(`${folder} is not there: set VOC_SHARED to the data folder's parent`);
  return folder;
}
