import { type ChildProcess, fork } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import { SignJWT } from "jose";
import { projectRoot } from "../src/config/project-root.js";
import { systemClock } from "../src/kernel/clock.js";
import { EmbeddedPostgres } from "../src/platform/persistence/embedded-postgres.js";
import { connectClient } from "../src/platform/persistence/connect-client.js";
import { findFreePort } from "../src/platform/persistence/free-port.js";
import { migrate } from "../src/platform/persistence/migrate.js";
import { migrateEngine } from "../src/orchestration/public.js";
import { cpuUsOfTree } from "./accept/process-cpu.js";
import { orderSample } from "./accept/order-sample.js";

/**
 * Durable governed release against two peers, in turn in one run, on one Postgres with fsync on.
 * Figures are ratios; a single number says nothing on a noisy machine.
 */
const ROUNDS = 5;
const SECONDS = 6;
/** Long enough for compiled code, cached plans and the first checkpoint. */
const WARM_UP_SECONDS = 6;
const CONNECTIONS = 64;

interface Variant {
  readonly name: string;
  readonly process: ChildProcess;
  readonly url: string;
  readonly token: string;
}

interface Figure {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
  /** Processor time of the server and of the database, without the load generator. */
  readonly cpuUsPerRequest: number;
}

const folder = join(dirname(fileURLToPath(import.meta.url)), "accept");
const clusterFolder = join(projectRoot, ".cache", "bench-postgres");
const cluster = new EmbeddedPostgres(clusterFolder, systemClock);

async function startVariant(name: string, file: string, args: string[], path: string, token: string): Promise<Variant> {
  const port = await findFreePort();
  const child = fork(join(folder, file), [args[0] ?? "", String(port), ...args.slice(1)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [message] = (await once(child, "message")) as [string];
  return { name, process: child, url: `http://127.0.0.1:${port}${path}`, token: token === "" ? message : token };
}

let orderCount = 0;

async function measure(variant: Variant, seconds: number, databasePid: number): Promise<Figure> {
  const cpuUs = (): number => cpuUsOfTree(variant.process.pid ?? 0) + cpuUsOfTree(databasePid);
  const startUs = cpuUs();
  const result = await autocannon({
    url: variant.url,
    connections: CONNECTIONS,
    duration: seconds,
    method: "POST",
    requests: [
      {
        setupRequest: (request) => {
          const orderNumber = `${process.pid}-${++orderCount}`;
          const headers = {
            "content-type": "application/json",
            authorization: `Bearer ${variant.token}`,
            "idempotency-key": orderNumber,
          };
          return { ...request, headers, body: JSON.stringify(orderSample(orderNumber)) };
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${variant.name}: ${result.non2xx} answers were not 2xx, ${result.errors} requests failed`);
  }
  const cpuUsPerRequest = (cpuUs() - startUs) / result["2xx"];
  return { requestsPerSecond: result.requests.average, p99Ms: result.latency.p99, cpuUsPerRequest };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function freshDatabase(adminUrl: string): Promise<string> {
  const client = await connectClient(adminUrl);
  const name = `bench_${process.pid}`;
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function run(): Promise<void> {
  const { databaseUrl: adminUrl } = await cluster.start();
  const databaseUrl = await freshDatabase(adminUrl);
  await migrate(databaseUrl, migrateEngine);
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const publicPem = keys.publicKey.export({ type: "spki", format: "pem" }).toString();
  const peerToken = await new SignJWT({ sub: "erp" })
    .setProtectedHeader({ alg: "RS256" })
    .setExpirationTime("1h")
    .sign(keys.privateKey);
  const variants = [
    await startVariant("Interlock", "interlock.js", [databaseUrl], "/production-order/v1/orders", ""),
    await startVariant("bare Fastify + INSERT", "bare-fastify.js", [databaseUrl], "/orders", "none"),
    await startVariant(
      "NestJS Express + TypeORM",
      "nest-express.js",
      [databaseUrl, Buffer.from(publicPem).toString("base64")],
      "/orders",
      peerToken,
    ),
  ];
  const databasePid = Number(readFileSync(join(clusterFolder, "postgres", "postmaster.pid"), "utf8").split("\n", 1)[0]);
  const figures = new Map<string, Figure[]>(variants.map((variant) => [variant.name, []]));
  try {
    for (const variant of variants) await measure(variant, WARM_UP_SECONDS, databasePid);
    for (let round = 1; round <= ROUNDS; round++) {
      for (const variant of variants) {
        const figure = await measure(variant, SECONDS, databasePid);
        figures.get(variant.name)?.push(figure);
        console.log(
          `round ${round}  ${variant.name.padEnd(26)} ${figure.requestsPerSecond.toFixed(0).padStart(7)} requests/s  p99 ${figure.p99Ms} ms`,
        );
      }
    }
    report(figures);
  } finally {
    for (const variant of variants) variant.process.kill("SIGKILL");
    await cluster.stop();
  }
}

function report(figures: ReadonlyMap<string, readonly Figure[]>): void {
  const medians = [...figures].map(([name, rounds]) => ({
    name,
    rate: median(rounds.map((figure) => figure.requestsPerSecond)),
    p99: median(rounds.map((figure) => figure.p99Ms)),
    cpuUs: median(rounds.map((figure) => figure.cpuUsPerRequest)),
  }));
  const ours = medians[0];
  console.log(`\nmedian of ${ROUNDS} rounds of ${SECONDS} s, ${CONNECTIONS} connections, orders of 1.5 KB`);
  console.log("cpu: processor time of server and database per request; the ratios compare Interlock with the line");
  for (const { name, rate, p99, cpuUs } of medians) {
    const ratios =
      ours === undefined ? "" : `${ratio(ours.rate, rate)} in requests/s, ${ratio(cpuUs, ours.cpuUs)} by cpu`;
    console.log(
      `${name.padEnd(26)} ${rate.toFixed(0).padStart(6)} requests/s  p99 ${String(p99).padStart(4)} ms  ` +
        `cpu ${cpuUs.toFixed(0).padStart(5)} µs  ${ratios}`,
    );
  }
}

/** How much better the first is; undecided when the second was not measured. */
const ratio = (better: number, base: number): string =>
  base === 0 ? "not measured" : `${(better / base).toFixed(2)}×`;

await run();
