import { after } from "node:test";
import { type TestGateway, startTestGateway } from "./test-gateway.js";

let started: Promise<TestGateway> | undefined;

// Registered where this module is loaded first, which is outside every suite: it runs after the process's last test.
after(async () => {
  const gateway = await started;
  await gateway?.close();
});

/**
 * One gateway for all HTTP specs of a process: one per file when each file is a process of its own, one for all when
 * they are run together (`--test-isolation=none`). Specs make orders of their own and touch no others.
 */
export async function sharedGateway(): Promise<TestGateway> {
  return await (started ??= startTestGateway({ role: "gateway" }));
}
