import type { UnitOfWork } from "../../persistence/unit-of-work.js";
import type { PeerCertificate } from "./peer-certificate.js";

/** A registration of exactly this certificate goes before one of its subject. */
const FIND = `
  SELECT client_id AS "clientId" FROM il.client_certificate
  WHERE thumbprint = $1 OR subject = $2
  ORDER BY thumbprint IS NULL LIMIT 1`;

/** Reads which client a certificate is registered for. */
export class CertificateDirectory {
  constructor(private readonly unitOfWork: Pick<UnitOfWork, "read">) {}

  async findClientId({ thumbprint, subject }: PeerCertificate): Promise<string | undefined> {
    const [row] = await this.unitOfWork.read<{ readonly clientId: string }>(FIND, [thumbprint, subject]);
    return row?.clientId;
  }
}
