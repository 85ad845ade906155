import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import type { Clock } from "../../kernel/clock.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { SystemCredentials } from "../authorization/system-credentials.js";
import { OutboundFailure } from "../outbound-http.js";
import { parseAnswer } from "./parse-answer.js";

/** Where requests of one system go. */
export interface MqttAddress {
  /** mqtt:// or mqtts:// */
  readonly url: string;
  readonly topic: string;
  readonly credential: string | undefined;
}

interface OpenRequest {
  readonly answer: (body: unknown) => void;
}

const RECONNECT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 3_000;
const KEEPALIVE_SECONDS = 15;

/**
 * Requests and answers over one connection to a broker (MQTT 5 §4.10): a request is published with QoS 2, names the topic
 * of its answer, and is recognised in it by its correlation data. Nothing is published while there is no connection, and
 * the broker drops a request that nobody has fetched in time.
 */
export class MqttLink {
  readonly #client: MqttClient;
  readonly #answerTopic: string;
  readonly #open = new Map<string, OpenRequest>();
  #ready: Promise<void> | undefined;
  #isFailureTold = false;

  constructor(
    private readonly address: MqttAddress,
    private readonly credentials: SystemCredentials,
    private readonly ids: UlidFactory,
    private readonly clock: Clock,
    /** Told once about each time the broker cannot be reached or refuses; the link goes on trying. */
    private readonly onFailure: (error: unknown) => void,
  ) {
    const clientId = `interlock-${ids.next()}`;
    this.#answerTopic = `${address.topic}/answers/${clientId}`;
    this.#client = mqtt.connect(address.url, { ...CLIENT_OPTIONS, ...this.#login(), clientId });
    this.#client.on("error", (error) => this.#tell(error));
    this.#client.on("connect", () => this.#begin());
    this.#client.on("close", () => (this.#ready = undefined));
    this.#client.on("reconnect", () => this.#renewLogin());
    this.#client.on("message", (_topic, payload, { properties }) => {
      this.#open.get(properties?.correlationData?.toString() ?? "")?.answer(parseAnswer(payload));
    });
  }

  /** @returns the answer's body @throws OutboundFailure when none came in time */
  async request(verb: "send" | "find", body: unknown, timeoutMs: number): Promise<unknown> {
    const untilMs = this.clock.monotonicMs() + timeoutMs;
    await this.#connected(timeoutMs);
    const correlation = this.ids.next();
    const leftMs = Math.max(1, untilMs - this.clock.monotonicMs());
    return await new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        this.#open.delete(correlation);
        settle();
      };
      const fail = (text: string, mayHaveArrived: boolean): void =>
        end(() => reject(new OutboundFailure(`${this.address.topic}: ${text}`, mayHaveArrived, undefined)));
      const timer = setTimeout(() => fail(`no answer within ${timeoutMs} ms`, true), leftMs);
      this.#open.set(correlation, { answer: (given) => end(() => resolve(given)) });
      this.#publish(verb, body, correlation, leftMs, fail);
    });
  }

  async close(): Promise<void> {
    await this.#client.endAsync(true);
  }

  #publish(
    verb: string,
    body: unknown,
    correlation: string,
    leftMs: number,
    fail: (text: string, mayHaveArrived: boolean) => void,
  ): void {
    const properties = {
      responseTopic: this.#answerTopic,
      correlationData: Buffer.from(correlation),
      contentType: "application/json",
      messageExpiryInterval: Math.ceil(leftMs / 1000),
    };
    const topic = `${this.address.topic}/${verb}`;
    this.#client.publish(topic, JSON.stringify(body), { qos: 2, properties }, (error) => {
      if (error) fail(error.message, !isRefusal(error));
    });
  }

  async #connected(timeoutMs: number): Promise<void> {
    const untilMs = this.clock.monotonicMs() + Math.min(CONNECT_TIMEOUT_MS, timeoutMs / 2);
    while (this.#ready === undefined && this.clock.monotonicMs() < untilMs) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    if (this.#ready !== undefined && this.#client.connected) return await this.#ready;
    throw new OutboundFailure(`${new URL(this.address.url).host}: no connection to the broker`, false, undefined);
  }

  #begin(): void {
    this.#isFailureTold = false;
    this.#ready = this.#listen();
    this.#ready.catch((error: unknown) => this.#tell(error));
  }

  /** A replaced password counts from the next connection on; one that cannot be read leaves the old one. */
  #renewLogin(): void {
    try {
      Object.assign(this.#client.options, this.#login());
    } catch (error) {
      this.#tell(error);
    }
  }

  #tell(error: unknown): void {
    if (this.#isFailureTold) return;
    this.#isFailureTold = true;
    this.onFailure(error);
  }

  async #listen(): Promise<void> {
    try {
      await this.#client.subscribeAsync(this.#answerTopic, { qos: 1 });
    } catch (error) {
      throw new OutboundFailure(`the broker refuses the topic ${this.#answerTopic}`, false, error);
    }
  }

  #login(): Pick<IClientOptions, "username" | "password"> {
    if (this.address.credential === undefined) return {};
    const credential = this.credentials.read(this.address.credential);
    if (credential.type === "basic") return { username: credential.username, password: credential.password };
    throw new OutboundFailure(`credential ${this.address.credential} must be of type basic`, false, undefined);
  }
}

const CLIENT_OPTIONS = {
  protocolVersion: 5,
  clean: true,
  keepalive: KEEPALIVE_SECONDS,
  connectTimeout: CONNECT_TIMEOUT_MS,
  reconnectPeriod: RECONNECT_MS,
  queueQoSZero: false,
  reconnectOnConnackError: true,
} as const satisfies IClientOptions;

/** A reason code of the broker from 0x80 on: it has not taken the message. */
const isRefusal = (error: unknown): boolean =>
  typeof error === "object" &&
  error !== null &&
  "code" in error &&
  typeof error.code === "number" &&
  error.code >= 0x80;
