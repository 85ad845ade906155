import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** A gauge whose values are read when the metrics are asked for. */
export interface ReadGauge {
  readonly name: string;
  readonly help: string;
  readonly label: string;
  /** Label value → number; label values that are missing count as gone. */
  read(): Promise<Readonly<Record<string, number>>>;
}

/** What the gateway tells of one request; names follow the OpenTelemetry HTTP conventions. */
export interface RequestObservation {
  readonly api: string;
  readonly version: string;
  readonly operationId: string;
  readonly status: number;
  readonly durationSeconds: number;
}

/** Prometheus metrics of one process. Order numbers and clients are never labels, so that series stay few. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: "http_server_request_duration_seconds",
    help: "Time from the request's headers to its answer.",
    labelNames: ["api", "version", "operation", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    registers: [this.#registry],
  });
  readonly #breaches = new Counter({
    name: "interlock_response_contract_violations_total",
    help: "Answers that broke their contract.",
    labelNames: ["operation"],
    registers: [this.#registry],
  });
  readonly #gauges: { readonly source: ReadGauge; readonly gauge: Gauge }[] = [];

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  addGauge(source: ReadGauge): void {
    const { name, help, label } = source;
    this.#gauges.push({ source, gauge: new Gauge({ name, help, labelNames: [label], registers: [this.#registry] }) });
  }

  observeRequest(request: RequestObservation): void {
    const labels = {
      api: request.api,
      version: request.version,
      operation: request.operationId,
      status: request.status,
    };
    this.#requests.observe(labels, request.durationSeconds);
  }

  countResponseViolation(operationId: string): void {
    this.#breaches.inc({ operation: operationId });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Prometheus text. */
  async text(): Promise<string> {
    for (const { source, gauge } of this.#gauges) {
      const values = await source.read();
      gauge.reset();
      for (const [value, count] of Object.entries(values)) gauge.set({ [source.label]: value }, count);
    }
    return this.#registry.metrics();
  }
}
