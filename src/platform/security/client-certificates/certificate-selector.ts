import { InterlockError } from "../../../kernel/problem.js";
import { securityProblems } from "../problems.js";

/** What tells a certificate: itself, or the subject that the client CA has given it. */
export interface CertificateSelector {
  /** SHA-256 of the DER form, base64url. */
  readonly thumbprint: string | null;
  /** Distinguished name, most specific part first (RFC 4514). */
  readonly subject: string | null;
}

const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/;
/** As `openssl x509 -fingerprint -sha256` prints it, with or without the colons. */
const HEXADECIMAL = /^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$/;
/** Attribute and value at least once; control characters never stand in a subject that Node reads. */
const SUBJECT = /^[A-Za-z][A-Za-z0-9.]*=[^\p{Cc}]{1,480}$/u;

/** Reads `{ "thumbprint" }` or `{ "subject" }`. @throws InterlockError CREDENTIAL_INVALID */
export function requireSelector(document: unknown): CertificateSelector {
  const { thumbprint, subject, ...others } = (document ?? {}) as Readonly<Record<string, unknown>>;
  if (Object.keys(others).length > 0) throw invalid(`${Object.keys(others)[0]?.slice(0, 40)} is not known`);
  if ((thumbprint === undefined) === (subject === undefined)) throw invalid("send either thumbprint or subject");
  if (thumbprint === undefined) return { thumbprint: null, subject: requireSubject(subject) };
  return { thumbprint: requireThumbprint(thumbprint), subject: null };
}

function requireThumbprint(value: unknown): string {
  if (typeof value === "string" && THUMBPRINT.test(value)) return value;
  if (typeof value === "string" && HEXADECIMAL.test(value)) {
    return Buffer.from(value.replaceAll(":", ""), "hex").toString("base64url");
  }
  throw invalid("thumbprint must be the SHA-256 of the certificate, in hexadecimal or base64url");
}

function requireSubject(value: unknown): string {
  if (typeof value === "string" && SUBJECT.test(value)) return value;
  throw invalid("subject must be a distinguished name such as CN=mes-p100,O=Example");
}

function invalid(reason: string): InterlockError {
  return new InterlockError(securityProblems.CREDENTIAL_INVALID, {
    detail: `The certificate was not registered: ${reason}.`,
  });
}
