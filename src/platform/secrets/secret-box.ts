import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { SecretKeys } from "./secret-keys.js";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORM = /^v1\.([0-9]{1,6})\.([A-Za-z0-9_-]+)$/;

/** A sealed text that cannot be opened; the message says why and what to do. */
export class SecretUnreadableError extends Error {
  override readonly name = "SecretUnreadableError";
}

/**
 * Seals secrets that the product has to send to others and so cannot keep as a hash. AES-256-GCM (NIST SP 800-38D) with
 * a random nonce; the keys are files outside the database.
 */
export class SecretBox {
  constructor(private readonly keys: SecretKeys) {}

  /** Opens the folder of the keys, and makes folder and first key when there are none. @throws EnvironmentError */
  static open(folder: string): SecretBox {
    return new SecretBox(SecretKeys.open(folder));
  }

  /** @param context what the secret belongs to, such as `pact-webhook/<id>`: elsewhere it cannot be opened @returns `v1.…` */
  seal(text: string, context: string): string {
    const { number, key } = this.keys.newest();
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `v1.${number}.${sealed.toString("base64url")}`;
  }

  /** @throws SecretUnreadableError when the key is missing, or the text was changed or belongs elsewhere */
  open(sealed: string, context: string): string {
    const [, number = "", encoded = ""] = FORM.exec(sealed) ?? [];
    const key = this.keys.find(Number(number));
    if (key === undefined) {
      const remedy = "restore the file from its backup, or set the secret again";
      throw new SecretUnreadableError(
        `The secret of ${context} was sealed with key ${number}, which is gone; ${remedy}.`,
      );
    }
    const bytes = Buffer.from(encoded, "base64url");
    const [nonce, tag] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(-TAG_BYTES)];
    try {
      const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(context)).setAuthTag(tag);
      return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
    } catch (cause) {
      throw new SecretUnreadableError(`The secret of ${context} was changed since it was sealed; set it again.`, {
        cause,
      });
    }
  }
}
