import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ServerOptions } from "node:https";
import { createSecureContext } from "node:tls";
import type { TlsFiles } from "../../../config/configuration.js";
import { EnvironmentError } from "../../../config/environment-error.js";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?(?:-----END CERTIFICATE-----|$)/g;

/**
 * Options of a server that speaks TLS itself. A client without a certificate is let in, because it may have a token;
 * one whose certificate the authorities do not vouch for is refused by the authenticator, with the answer everybody
 * gets. @throws EnvironmentError naming the setting whose file cannot be used
 */
export function readTlsOptions(files: TlsFiles | undefined): ServerOptions | undefined {
  if (files === undefined) return undefined;
  const cert = readPem("INTERLOCK_TLS_CERT", files.certificateFile);
  const key = readPem("INTERLOCK_TLS_KEY", files.keyFile);
  requirePair(cert, key);
  const { clientCaFile } = files;
  const ca = clientCaFile === undefined ? undefined : readPem("INTERLOCK_TLS_CLIENT_CA", clientCaFile);
  if (ca !== undefined) requireAuthorities(ca);
  const clients = ca === undefined ? {} : { ca, requestCert: true, rejectUnauthorized: false };
  return { cert, key, minVersion: "TLSv1.2", ...clients };
}

function readPem(setting: string, file: string): string {
  try {
    const text = readFileSync(file, "utf8");
    if (text.includes("-----BEGIN ")) return text;
    throw new Error("it holds no PEM block");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvironmentError(`The file of ${setting} cannot be used (${reason}); name a PEM file.`, { cause: error });
  }
}

function requirePair(cert: string, key: string): void {
  attempt("INTERLOCK_TLS_CERT and INTERLOCK_TLS_KEY do not belong together", () => createSecureContext({ cert, key }));
}

/** OpenSSL passes over authorities it cannot read, and nobody would be trusted any more. */
function requireAuthorities(ca: string): void {
  const blocks = ca.match(CERTIFICATE) ?? [""];
  for (const block of blocks) {
    attempt("INTERLOCK_TLS_CLIENT_CA holds something that is no certificate", () => new X509Certificate(block));
  }
}

function attempt(fault: string, work: () => object): void {
  try {
    work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvironmentError(`${fault} (${reason}); correct the files.`, { cause: error });
  }
}
