import type { Client } from "pg";

/** Each part of the schema as one statement that answers lines of text, ordered so that equal schemas read equal. */
const PARTS: readonly (readonly [title: string, statement: string])[] = [
  [
    "columns",
    `SELECT format('%s.%s %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
       CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
       coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')) AS line
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE c.relnamespace = 'il'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY c.relname, a.attname`,
  ],
  [
    "constraints",
    `SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS line
     FROM pg_constraint WHERE connamespace = 'il'::regnamespace AND contype <> 'n'
     ORDER BY conrelid::regclass::text, conname`,
  ],
  ["indexes", "SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'il' ORDER BY tablename, indexname"],
  [
    "sequences",
    `SELECT format('%s %s', sequencename, data_type) AS line FROM pg_sequences WHERE schemaname = 'il' ORDER BY 1`,
  ],
  [
    "functions",
    `SELECT pg_get_functiondef(oid) AS line FROM pg_proc WHERE pronamespace = 'il'::regnamespace ORDER BY proname`,
  ],
  [
    "triggers",
    `SELECT pg_get_triggerdef(t.oid) AS line FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE c.relnamespace = 'il'::regnamespace AND NOT t.tgisinternal ORDER BY c.relname, t.tgname`,
  ],
  [
    "state transitions",
    `SELECT format('%s: %s -> %s', machine, from_state, to_state) AS line FROM il.state_transition
     ORDER BY machine, from_state, to_state`,
  ],
];

/** The schema `il` as text. The product brings no pg_dump, and this form is the same on every server version. */
export async function describeSchema(client: Client): Promise<string> {
  const sections: string[] = [];
  await client.query("SET search_path TO pg_catalog");
  for (const [title, statement] of PARTS) {
    const { rows } = await client.query<{ line: string }>(statement);
    sections.push(`-- ${title}`, ...rows.map((row) => row.line.trimEnd()), "");
  }
  return sections.join("\n");
}
