/** What a node authenticates of a beat: how far its numbers are settled. */
export function beatText(node: string, settled: number): string {
  return `beat\n${node}\n${settled}`;
}

export const WRITE_BEAT = `
  INSERT INTO il.audit_beat (node, settled, mac) VALUES ($1, $2, $3)
  ON CONFLICT (node) DO UPDATE SET settled = EXCLUDED.settled, mac = EXCLUDED.mac, beat_at = clock_timestamp()`;
