/** Voices on two sides. */
export interface Sides {
  readonly one: number;
  readonly other: number;
}

/** Something that voices say or are, and how many voices of each side do. */
export interface SideCount extends Sides {
  readonly type: string;
  readonly item: string;
}
