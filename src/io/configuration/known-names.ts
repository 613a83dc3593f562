import type { z } from 'zod';

/** What is read here of a schema: the parts that others stand in. */
interface Part {
  readonly _zod: { readonly def: Definition };
}

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Part>>;
  readonly element?: Part;
  readonly valueType?: Part;
  readonly innerType?: Part;
}

/** The names that may stand at a place of `voc.yaml`; none where any may. */
export function knownNames(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let part: Part | undefined = bare(schema as unknown as Part);
  for (const name of path) part = bare(within(part, name));
  return Object.keys(part?._zod.def.shape ?? {});
}

function within(part: Part | undefined, name: PropertyKey): Part | undefined {
  const { shape, element, valueType } = part?._zod.def ?? {};
  return shape?.[String(name)] ?? element ?? valueType;
}

/** A part without what makes it optional or gives it a default. */
function bare(part: Part | undefined): Part | undefined {
  const inner = part?._zod.def.innerType;
  return inner === undefined ? part : bare(inner);
}
