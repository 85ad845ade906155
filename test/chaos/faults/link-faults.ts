import { setTimeout as delay } from "node:timers/promises";
import type { ChaosFault } from "./fault.js";
import type { TcpLink } from "./tcp-link.js";

const LEAST_MS = 50;
const CUT_MS_MAX = 600;
const SLOW_MS_MAX = 1_000;
const SLOW_DELAY_MS_MAX = 300;
const LOSS_MS_MAX = 400;

/** A link that is cut, is slow, or loses the answers to what arrived. @param name what the link leads to */
export function linkFaults(name: string, link: TcpLink): readonly ChaosFault[] {
  const during = async (severity: number, msMax: number, begin: () => void | Promise<void>): Promise<void> => {
    await begin();
    await delay(LEAST_MS + severity * (msMax - LEAST_MS));
    await link.mend();
  };
  return [
    { name: `${name} cut`, weight: 4, strike: (severity) => during(severity, CUT_MS_MAX, () => link.cut()) },
    {
      name: `${name} slow`,
      weight: 3,
      strike: (severity) => during(severity, SLOW_MS_MAX, () => link.slow(severity * SLOW_DELAY_MS_MAX)),
    },
    {
      name: `${name} loses answers`,
      weight: 4,
      strike: (severity) => during(severity, LOSS_MS_MAX, () => link.loseAnswers()),
    },
  ];
}
