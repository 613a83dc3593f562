import { readDictionaries } from '../io/resources.ts';
import { planOf } from '../journey/plan.ts';
import type { JourneyPlan } from '../model/journey.ts';
import { journeysIn } from '../pipeline/journeys.ts';
import { configurationOf } from './configuration.ts';
import type { Terminal } from './terminal.ts';

/**
 * The journey that everything shows unless another one is asked for: that of `voc.yaml`, else the codebook's.
 * @throws InputError for a pack in `voc.yaml` that there is not
 */
export async function configuredPlan(terminal: Terminal, asked?: string): Promise<JourneyPlan> {
  const { journey } = await configurationOf(terminal);
  return planOf(journeysIn(readDictionaries()), journey, asked);
}
