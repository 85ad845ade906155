import type { X509Certificate } from "node:crypto";
import { hash } from "node:crypto";
import { TLSSocket } from "node:tls";
import { CredentialRefusal } from "../tokens/credential-refusal.js";

/** A client certificate that a TLS handshake verified against the configured client CA. */
export interface PeerCertificate {
  /** SHA-256 of the DER form, base64url without padding (`x5t#S256`, RFC 8705 §3.1). */
  readonly thumbprint: string;
  /** Distinguished name, most specific part first (RFC 4514 §2.1). */
  readonly subject: string;
  readonly validFromMs: number;
  readonly validToMs: number;
}

type Peer =
  | { readonly kind: "none" }
  | { readonly kind: "untrusted"; readonly reason: string }
  | { readonly kind: "trusted"; readonly certificate: PeerCertificate };

const NONE: Peer = { kind: "none" };
/** A connection has one handshake, so its certificate is read once. */
const peers = new WeakMap<TLSSocket, Peer>();

/**
 * The client certificate of the connection itself. Headers such as X-Client-Cert are never looked at: anyone can send
 * them. @throws CredentialRefusal when a certificate was shown that the handshake did not trust
 */
export function requireTrusted(socket: object | undefined): PeerCertificate | undefined {
  const peer = peerOf(socket);
  if (peer.kind === "untrusted") throw new CredentialRefusal(`client certificate not trusted: ${peer.reason}`);
  return peer.kind === "trusted" ? peer.certificate : undefined;
}

/** Whether a certificate was shown that the handshake did not trust; such a connection proves nothing, whatever it sends. */
export function hasUntrustedCertificate(socket: object | undefined): boolean {
  return peerOf(socket).kind === "untrusted";
}

/** Thumbprint of a trusted client certificate, for tokens that are bound to one. */
export function thumbprintOf(socket: object | undefined): string | undefined {
  const peer = peerOf(socket);
  return peer.kind === "trusted" ? peer.certificate.thumbprint : undefined;
}

function peerOf(socket: object | undefined): Peer {
  if (!(socket instanceof TLSSocket)) return NONE;
  const known = peers.get(socket);
  if (known !== undefined) return known;
  const peer = readPeer(socket);
  peers.set(socket, peer);
  return peer;
}

/** `authorized` alone does not tell: a resumed TLS 1.3 session without any certificate counts as authorised. */
function readPeer(socket: TLSSocket): Peer {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return NONE;
  if (!socket.authorized) return { kind: "untrusted", reason: String(socket.authorizationError) };
  return { kind: "trusted", certificate: describe(certificate) };
}

function describe(certificate: X509Certificate): PeerCertificate {
  return {
    thumbprint: hash("sha256", certificate.raw, "base64url"),
    subject: certificate.subject.split("\n").toReversed().join(","),
    validFromMs: certificate.validFromDate.getTime(),
    validToMs: certificate.validToDate.getTime(),
  };
}
