import { readFileSync, readdirSync } from "node:fs";

/** Linux counts processor time in hundredths of a second. */
const US_PER_TICK = 10_000;

interface ProcessTimes {
  readonly parent: number;
  readonly us: number;
  readonly endedChildrenUs: number;
}

/**
 * Processor time of a process and of its children so far, in microseconds (Linux; 0 where /proc is missing). Children
 * that have ended count on, as the system adds their time to their parent's.
 */
export function cpuUsOfTree(rootPid: number): number {
  const root = readTimes(rootPid);
  let us = root === undefined ? 0 : root.us + root.endedChildrenUs;
  for (const pid of processIds()) {
    const times = readTimes(pid);
    if (times?.parent === rootPid) us += times.us;
  }
  return us;
}

function processIds(): number[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^[0-9]+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/**
 * proc(5): field 4 is the parent, 14 and 15 are user and system time, 16 and 17 those of ended children; the name in
 * field 2 may contain spaces.
 */
function readTimes(pid: number): ProcessTimes | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    const us = (field: number): number => (Number(fields[field]) + Number(fields[field + 1])) * US_PER_TICK;
    return { parent: Number(fields[1]), us: us(11), endedChildrenUs: us(13) };
  } catch {
    return undefined;
  }
}
