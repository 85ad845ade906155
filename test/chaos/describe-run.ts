import { countOf, type Evidence } from "./evidence.js";

/** Lines that tell what befell the system, and what it could not know at first. */
export function describeRun({ kills, faults, erp, attempts, postings }: Evidence): string[] {
  const byName = [...Map.groupBy(faults, ({ name }) => name)].toSorted(([a], [b]) => a.localeCompare(b));
  const struck = erp.faultsStruck.reduce((sum, count) => sum + count, 0);
  const total = kills.length + faults.length + struck;
  const unknown = countOf(attempts, "SEND UNKNOWN");
  const abandoned = countOf(attempts, "SEND ABANDONED") + countOf(attempts, "PROBE ABANDONED");
  const found = attempts.filter(({ name }) => name.endsWith(" FOUND")).reduce((sum, { count }) => sum + count, 0);
  const absent = attempts.filter(({ name }) => name.endsWith(" NOT_FOUND")).reduce((sum, { count }) => sum + count, 0);
  const left = postings.filter(({ state }) => state === "PARKED" || state === "DEAD").length;
  return [
    `${total} faults: ${kills.length} kills, ${faults.length} disturbances, ${struck} of the ERP itself`,
    ...byName.map(([name, list]) => `  ${String(list.length).padStart(4)} × ${name}`),
    `${unknown + abandoned} ambiguous sends (${unknown} without an answer, ${abandoned} of processes that ended): ` +
      `${found} found in the ERP, ${absent} not there and sent again, ${left} left to a person`,
  ];
}
