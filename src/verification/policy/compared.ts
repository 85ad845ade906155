/** SQL: the participant `o` is judged by a comparison, by its policy or as an API by its name. */
export const COMPARED = `('COMPARISON' = ANY(o.required_checks) OR o.required_checks IS NULL AND o.name ~ '-v[1-9][0-9]*$')`;
