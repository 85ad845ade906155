/**
 * Simulator of an ERP or MES behind an MQTT 5 broker: books each key once, tells the broker that it has a request only
 * after it has booked it, and answers to the topic the request names. It fails on demand and stands in for a real system
 * in tests.
 */
import mqtt, { type IPublishPacket, type MqttClient } from "mqtt";
import { FaultScript, type FaultRule } from "../erp/fault-script.js";

type Fields = Readonly<Record<string, unknown>>;

const SLOW_MS = 30_000;

export class MqttSystemSimulator {
  /** What was booked, by external key or dispatch id. */
  readonly booked = new Map<string, Fields>();
  /** Requests that came for a key that was booked already. */
  repetitions = 0;
  readonly #faults = new FaultScript();
  #client: MqttClient | undefined;

  constructor(
    private readonly url: string,
    private readonly topic: string,
    private readonly system: "ERP" | "MES",
  ) {}

  async open(): Promise<void> {
    this.#client = await mqtt.connectAsync(this.url, {
      protocolVersion: 5,
      clientId: `${this.system}-simulator-${this.topic.replaceAll("/", "-")}`,
      // Work first: the broker keeps the request until `done` is called.
      customHandleAcks: (topic: string, payload: Buffer, packet: IPublishPacket, done: (code: number) => void) => {
        const answer = this.#work(topic, payload);
        done(0);
        if (answer !== undefined) this.#answer(packet, answer);
      },
    });
    await this.#client.subscribeAsync([`${this.topic}/send`, `${this.topic}/find`], { qos: 2 });
  }

  async close(): Promise<void> {
    await this.#client?.endAsync(true);
  }

  /** From now on the rules strike; kind READ means look-ups, SEND the requests. */
  fail(...rules: readonly FaultRule[]): void {
    this.#faults.replace(rules, 1);
  }

  #work(topic: string, payload: Buffer): { readonly body: Fields; readonly delayMs: number } | undefined {
    const fields = JSON.parse(payload.toString("utf8")) as Fields;
    const key = String(fields["externalKey"] ?? fields["dispatchId"]);
    const isReading = topic.endsWith("/find");
    const struck = this.#faults.strike(isReading ? "READ" : "SEND", "");
    if (struck?.fault === "reset") return undefined;
    const body = isReading ? this.#find(key) : this.#book(key, fields, struck?.fault);
    if (struck?.fault === "answer-lost-after-commit") return undefined;
    return { body, delayMs: struck?.fault === "slow" ? (struck.delayMs ?? SLOW_MS) : 0 };
  }

  #find(key: string): Fields {
    return this.booked.has(key) ? { found: true, number: `Q-${key}` } : { found: false };
  }

  #book(key: string, fields: Fields, fault: string | undefined): Fields {
    const refused = this.system === "ERP" ? "REJECTED" : "REFUSED";
    if (fault === "lock") return { outcome: refused, code: "LOCKED", text: "The order is being changed." };
    if (fault === "closed-period") return { outcome: refused, code: "PERIOD", text: "The period is closed." };
    const isKnown = this.booked.has(key);
    if (isKnown) this.repetitions++;
    else this.booked.set(key, fields);
    if (this.system === "MES") return { outcome: "ACCEPTED" };
    return { outcome: isKnown ? "DUPLICATE" : "APPLIED", number: `Q-${key}` };
  }

  #answer({ properties }: IPublishPacket, { body, delayMs }: { body: Fields; delayMs: number }): void {
    const { responseTopic, correlationData } = properties ?? {};
    if (responseTopic === undefined || correlationData === undefined) return;
    const publish = (): void =>
      void this.#client?.publish(responseTopic, JSON.stringify(body), { qos: 1, properties: { correlationData } });
    if (delayMs === 0) publish();
    else setTimeout(publish, delayMs).unref();
  }
}
