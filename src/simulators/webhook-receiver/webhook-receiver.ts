/**
 * Webhook receiver simulator: stores what is signed as Standard Webhooks 1.0.0 says, once per webhook-id, and fails on
 * demand. It stands in for a real receiver in tests and checks signatures by code of its own.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { FaultScript, type FaultRule } from "../erp/fault-script.js";
import { JsonServer, type SimulatorAnswer, type SimulatorRequest } from "../json-server.js";

const TOLERANCE_SECONDS = 300;
const SLOW_MS = 30_000;

export class WebhookReceiver {
  /** Bodies by webhook-id. */
  readonly stored = new Map<string, unknown>();
  readonly #server = new JsonServer(async (request) => this.#route(request));
  readonly #faults = new FaultScript();

  constructor(
    private readonly secret: string,
    private readonly nowMs: () => number,
  ) {}

  async listen(port: number): Promise<number> {
    return await this.#server.listen(port);
  }

  async close(): Promise<void> {
    await this.#server.close();
  }

  /** From now on the rules strike; kind READ means look-ups, any other every webhook. */
  fail(...rules: readonly FaultRule[]): void {
    this.#faults.replace(rules, 1);
  }

  #route(request: SimulatorRequest): SimulatorAnswer {
    const isReading = request.method === "GET";
    const struck = this.#faults.strike(isReading ? "READ" : "WEBHOOK", "");
    if (struck?.fault === "503") return { status: 503 };
    if (struck?.fault === "reset") return { status: 0, isCut: true };
    if (!this.#isSigned(request)) return { status: 401, body: { code: "SIGNATURE", text: "The signature is wrong." } };
    if (isReading) return this.#find(request.segments.at(-1) ?? "");
    const answer = struck?.fault === "closed-period" ? REFUSED : this.#store(request);
    if (struck?.fault === "answer-lost-after-commit") return { ...answer, isCut: true };
    return struck?.fault === "slow" ? { ...answer, delayMs: struck.delayMs ?? SLOW_MS } : answer;
  }

  #find(id: string): SimulatorAnswer {
    const applied = this.stored.has(id);
    return { status: 200, body: applied ? { applied, number: `W-${id}` } : { applied } };
  }

  #store({ headers, body }: SimulatorRequest): SimulatorAnswer {
    const id = headers["webhook-id"] ?? "";
    if (this.stored.has(id)) return { status: 409, body: { number: `W-${id}` } };
    this.stored.set(id, body);
    return { status: 201, body: { number: `W-${id}` } };
  }

  #isSigned({ headers, text }: SimulatorRequest): boolean {
    const [id, timestamp] = [headers["webhook-id"] ?? "", headers["webhook-timestamp"] ?? ""];
    if (Math.abs(this.nowMs() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
    const key = Buffer.from(this.secret.replace("whsec_", ""), "base64");
    const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${text}`).digest();
    return (headers["webhook-signature"] ?? "").split(" ").some((entry) => {
      const given = Buffer.from(entry.replace(/^v1,/, ""), "base64");
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  }
}

const REFUSED: SimulatorAnswer = { status: 422, body: { code: "PERIOD", text: "The period is closed." } };
