/**
 * Say that somebody is here, and hear who else is and whether they saved.
 *
 * "others" {others: [{name, seen_at, field}]}: who else is in this record now.
 */
import { Unreachable } from "./api.js";

const EVERY = 10_000; // ms

export class Presence extends EventTarget {
  #told = "[]";
  #timer;

  constructor(api, store, saver, { plural = "events" } = {}) {
    super();
    Object.assign(this, { api, store, saver, plural, field: "" });
    addEventListener("focus", () => this.beat());
    addEventListener("online", () => this.beat());
    document.addEventListener("visibilitychange", () => document.hidden || this.beat());
    document.addEventListener("focusin", ({ target }) => {
      this.field = target.closest?.("[data-path]")?.dataset.path ?? "";
    });
  }

  /** Beat now, and from then on while the page is seen. */
  async beat() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => document.hidden || this.beat(), EVERY);
    if (!this.store.base) return;
    try {
      await this.#exchange();
    } catch (failure) {
      if (!(failure instanceof Unreachable)) throw failure;
    }
  }

  async #exchange() {
    const { api, store, saver, plural } = this;
    const address = `${plural}/${store.doc.id}/`;
    const heard = await api.send("POST", `${address}presence/`, { body: { field: this.field } });
    if (!heard.ok) return;
    this.#tell(heard.body.others);
    if (heard.body.lock_version <= store.base.lock_version || saver.inFlight) return;
    const newest = await api.send("GET", address);
    if (newest.ok) saver.catchUp(newest.body, { by: heard.body.saved_by, at: newest.body.updated_at });
  }

  #tell(others) {
    const told = JSON.stringify(others.map(({ name, field }) => [name, field]));
    if (told === this.#told) return;
    this.#told = told;
    this.dispatchEvent(new CustomEvent("others", { detail: { others } }));
  }
}
