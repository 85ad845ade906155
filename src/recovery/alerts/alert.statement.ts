const utc = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The columns of an Alert. */
export const ALERT_COLUMNS = `id, plant_code AS "plantCode", rule, subject, severity, title, detail, remedy, owner, count, state,
  ${utc("raised_at")} AS "raisedAt", ${utc("seen_at")} AS "seenAt", escalation_level AS "escalationLevel",
  ${utc("escalated_at")} AS "escalatedAt", acknowledged_by AS "acknowledgedBy",
  ${utc("acknowledged_at")} AS "acknowledgedAt", note, ${utc("resolved_at")} AS "resolvedAt", traceparent`;

/** Whoever gets the row looks at the rule this time. $1 rule, $2 interval in s */
export const CLAIM_LOOK = `
  INSERT INTO il.alert_watch AS w (rule, looked_at) VALUES ($1, now())
  ON CONFLICT (rule) DO UPDATE SET looked_at = excluded.looked_at
    WHERE w.looked_at <= now() - make_interval(secs => $2) RETURNING w.rule`;

const IS_WORSE = "a.severity = 'WARNING' AND excluded.severity = 'CRITICAL'";

/**
 * What is seen, as one alert for as long as it lasts. Those that are new or have become worse come back; what somebody has
 * acknowledged and became worse since is open again. $1 sightings as JSON, $2 rule
 */
export const SEE = `
  WITH kept AS (
    INSERT INTO il.alert AS a (id, plant_code, rule, subject, severity, title, detail, remedy, owner, count, traceparent)
    SELECT s.id, s."plantCode", $2, s.subject, s.severity, s.title, s.detail, s.remedy, s.owner, s.count, s.traceparent
    FROM json_to_recordset($1) AS s(id text, "plantCode" text, subject text, severity text, title text, detail text,
      remedy text, owner text, count integer, traceparent text)
    ON CONFLICT (plant_code, rule, subject) WHERE state <> 'RESOLVED' DO UPDATE SET
      seen_at = now(), severity = excluded.severity, title = excluded.title, detail = excluded.detail,
      remedy = excluded.remedy, owner = excluded.owner, count = excluded.count,
      state = CASE WHEN ${IS_WORSE} THEN 'OPEN' ELSE a.state END,
      escalation_level = a.escalation_level + CASE WHEN ${IS_WORSE} THEN 1 ELSE 0 END,
      escalated_at = CASE WHEN ${IS_WORSE} THEN now() ELSE a.escalated_at END
    RETURNING *, xmax = 0 AS is_new)
  SELECT ${ALERT_COLUMNS}, is_new AS "isNew" FROM kept WHERE is_new OR escalated_at = now() ORDER BY id`;

/** Not seen for a while: what comes and goes within it is one alert. $1 rule, $2 seconds */
export const RESOLVE = `
  UPDATE il.alert SET state = 'RESOLVED', resolved_at = now()
  WHERE rule = $1 AND state <> 'RESOLVED' AND seen_at < now() - make_interval(secs => $2) RETURNING ${ALERT_COLUMNS}`;

/** $1 seconds until somebody has to have acknowledged it */
export const ESCALATE = `
  UPDATE il.alert SET escalation_level = escalation_level + 1, escalated_at = now()
  WHERE id IN (SELECT id FROM il.alert WHERE state = 'OPEN'
    AND coalesce(escalated_at, raised_at) <= now() - make_interval(secs => $1) ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED)
  RETURNING ${ALERT_COLUMNS}`;

/** $1 id */
export const LOCK_ALERT = `SELECT ${ALERT_COLUMNS} FROM il.alert WHERE id = $1 FOR UPDATE`;

/** $1 id, $2 who, $3 note */
export const ACKNOWLEDGE = `
  UPDATE il.alert SET state = 'ACKNOWLEDGED', acknowledged_at = now(), acknowledged_by = $2, note = $3
  WHERE id = $1 AND state = 'OPEN' RETURNING ${ALERT_COLUMNS}`;

/** $1 plants or null, $2 state or null, $3 plant or null, $4 limit */
export const LIST_ALERTS = `
  SELECT ${ALERT_COLUMNS} FROM il.alert
  WHERE ($1::text[] IS NULL OR plant_code = ANY($1)) AND ($2::text IS NULL OR state = $2)
    AND ($3::text IS NULL OR plant_code = $3) ORDER BY id DESC LIMIT $4`;

/** $1 id */
export const FIND_ALERT = `SELECT ${ALERT_COLUMNS} FROM il.alert WHERE id = $1`;
