import dgram from "node:dgram";
import dns from "node:dns";
import net from "node:net";

/**
 * Takes network and signals away from this process before any foreign text is read. Node's permission model (24) knows
 * neither, and everything above TCP, UDP, name resolution and signals in Node goes through these functions; the native
 * handles below them cannot be reached, because the permission model closes `process.binding`, add-ons and children.
 */
export function closeOutside(): void {
  close(process, ["kill", "_kill", "_debugProcess", "_debugEnd"]);
  close(net.Socket.prototype, ["connect"]);
  close(net.Server.prototype, ["listen"]);
  close(dgram.Socket.prototype, ["bind", "connect", "send"]);
  close(dns, functionsOf(dns));
  close(dns.promises, functionsOf(dns.promises));
  close(dns.Resolver.prototype, functionsOf(dns.Resolver.prototype));
  close(dns.promises.Resolver.prototype, functionsOf(dns.promises.Resolver.prototype));
}

/** Functions that look something up; constructors and settings are harmless. */
function functionsOf(holder: object): string[] {
  return Object.getOwnPropertyNames(holder).filter((name) => /^(lookup|resolve|reverse)/.test(name));
}

function close(holder: object, names: readonly string[]): void {
  for (const name of names) {
    Object.defineProperty(holder, name, { value: refuse, writable: false, configurable: false });
  }
}

function refuse(): never {
  throw new Error("the sandbox reaches nothing outside itself");
}
