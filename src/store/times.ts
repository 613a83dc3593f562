/** Time of a voice `v` as it was received. */
export const CREATED_AT: string = `strftime(v.created_at, '%Y-%m-%dT%H:%M:%S') || v.created_offset`;

/** Time of the last change of a voice `v`, in UTC. */
export const CHANGED_AT: string = `strftime(v.changed_at, '%Y-%m-%dT%H:%M:%SZ')`;

/** The same as a voice has it. */
export const ISO_CHANGED_AT: string = `replace(${CHANGED_AT}, 'Z', '.000Z')`;
