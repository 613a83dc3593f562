/** Columns that joins have added, one row `j` a voice, to be joined to voices `v`. */
export const JOIN_JOINED: string = `LEFT JOIN (
    SELECT voice_key, string_agg(substr(columns, 2, length(columns) - 2), ',' ORDER BY prefix) AS columns
    FROM joined WHERE columns <> '{}' GROUP BY voice_key) j ON j.voice_key = v.key`;

/** The attributes of a voice `v` with the joined columns `j`, as JSON. */
export const ALL_ATTRIBUTES: string = `CASE WHEN j.columns IS NULL THEN v.attributes
    WHEN v.attributes = '{}' THEN '{' || j.columns || '}'
    ELSE left(v.attributes, -1) || ',' || j.columns || '}' END`;
