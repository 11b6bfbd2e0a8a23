/** Find records while somebody types, and the offices people are known to have held on a day. */

const OFFERED = 8; // answers to what is typed

export class Finding {
  #offices = new Map();

  constructor(api, store) {
    Object.assign(this, { api, store });
  }

  /** Give the day that offices are asked for: the meeting's own, else the event's. */
  dayOf(path) {
    const own = path?.[0] === "meetings" ? this.store.get([...path.slice(0, 2), "date"]) : null;
    const day = own ?? this.store.get(["start"]);
    return typeof day === "string" ? day : (day?.edtf ?? "");
  }

  /** Find records of a type by what was typed. */
  async find(type, text, path) {
    const asked = new URLSearchParams({ type, q: text, limit: OFFERED });
    if (this.store.base) asked.set("event", this.store.doc.id);
    const day = this.dayOf(path);
    if (day && type === "official") asked.set("on", day);
    const found = await this.api.send("GET", `suggest/?${asked}`);
    if (found.status === 400 && asked.has("on")) {
      asked.delete("on"); // a day that is half typed
      return (await this.api.send("GET", `suggest/?${asked}`)).body;
    }
    return found.ok ? found.body : { results: [] };
  }

  /** List the offices somebody is known to have held, those of the day first. */
  async officesOf(official, path) {
    const key = `${official.id} ${this.dayOf(path)}`;
    if (!this.#offices.has(key)) this.#offices.set(key, this.#known(official, path));
    return (await this.#offices.get(key))?.offices ?? [];
  }

  async #known(official, path) {
    const { results } = await this.find("official", official.name ?? official.key, path).catch(() => ({ results: [] }));
    return results.find((each) => each.id === official.id);
  }

  /** Forget what was known of people's offices: there are new ones. */
  learned() {
    this.#offices.clear();
  }
}
