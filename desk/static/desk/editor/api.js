/** Speak to the write API: the guard against forged posts, the version seen, and answers that stay away. */

const PATIENCE = 15_000; // ms; a request that takes longer counts as one that got no answer
const BEYOND = new Set([502, 503, 504]); // said by what stands before the server
const SENT_ON_LEAVING_MOST = 60_000; // bytes; browsers send at most 64 KiB once the page is left

/** No answer came; whether the request arrived, nobody knows. */
export class Unreachable extends Error {}

export class Api {
  #asking = null;

  /** `user` is who the page was made for; `csrf` may be left out, it is asked for then. */
  constructor({ root = "/api/v1/desk/", user = "", csrf = "" } = {}) {
    Object.assign(this, { root, user, csrf });
  }

  /** Give {status, ok, body, tag} of a request; throws Unreachable. A stale guard is renewed and the request repeated. */
  async send(method, path, { body, seen, leaving = false } = {}) {
    if (method !== "GET" && !this.csrf) await this.session();
    const answer = await this.#once(method, path, { body, seen, leaving });
    if (answer.status !== 403 || method === "GET") return answer;
    const session = await this.session();
    if (!session) return { status: 401, ok: false, body: {} };
    if (session.user !== this.user) return { ...answer, other: session.user };
    return this.#once(method, path, { body, seen });
  }

  /** Ask who is logged in; null for nobody. Whoever asks meanwhile gets the same answer: each brings a new guard. */
  session() {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #ask() {
    const answer = await this.#once("GET", "session/");
    if (!answer.ok) return null;
    this.user ||= answer.body.user;
    if (answer.body.user === this.user) this.csrf = answer.body.csrf;
    return answer.body;
  }

  async #once(method, path, { body, seen, leaving = false } = {}) {
    const headers = { Accept: "application/json" };
    if (method !== "GET") headers["X-CSRFToken"] = this.csrf;
    if (seen !== undefined) headers["If-Match"] = `"${seen}"`;
    const form = body instanceof FormData; // a file: the browser writes its own Content-Type
    if (body !== undefined && !form) headers["Content-Type"] = "application/json";
    const text = body === undefined || form ? body : JSON.stringify(body);
    const keepalive = leaving && new Blob([text]).size <= SENT_ON_LEAVING_MOST;
    const options = { method, headers, body: text, keepalive, cache: "no-store", credentials: "same-origin" };
    try {
      const answer = await fetch(this.root + path, { ...options, signal: AbortSignal.timeout(PATIENCE) });
      if (BEYOND.has(answer.status)) throw new Unreachable(String(answer.status));
      const read = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      const tag = answer.headers.get("ETag")?.replaceAll('"', "");
      return { status: answer.status, ok: answer.ok, body: read, tag };
    } catch (failure) {
      throw failure instanceof Unreachable ? failure : new Unreachable(String(failure));
    }
  }
}
