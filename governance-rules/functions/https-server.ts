import { type Context, fault, fine, type Judgement } from "./reading/judgement.js";
import { extensionOf, objectOf, textOf } from "./reading/values.js";

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])([:/]|$)/;

/** Servers speak https or are relative to the gateway; http only to this machine and only while it is a draft. */
export default function httpsServer(target: unknown, _options: unknown, context: Context): Judgement {
  const url = textOf(objectOf(target)["url"]);
  if (/^(https:\/\/|\/(?!\/))/.test(url)) return fine;
  const isDraft = extensionOf(context.document.data)["lifecycle"] === "draft";
  const path = [...context.path, "url"];
  return isDraft && LOOPBACK.test(url) ? fine : fault(`the server "${url}" is neither https nor relative`, path);
}
