import { closeOutside } from "./close-outside.js";
import type { SandboxReply, SandboxRequest } from "./sandbox-messages.js";

/**
 * Main module of a sandbox process: does one piece of work and waits to be ended. Network and signals are closed before
 * the code that reads contracts is even loaded.
 */
closeOutside();
const { SandboxWork } = await import("./sandbox-work.js");

const work = new SandboxWork((reply: SandboxReply) => process.send?.(reply));
process.on("message", (message: SandboxRequest) => work.take(message));
// Whoever started the sandbox is gone; nobody would end it.
process.on("disconnect", () => process.exit(0));
await work.prepare();
