/** The people of the story: those it introduces, to be added at once; and the offices it shows them in. */
import { button, el } from "./dom.js";
import { sameCut } from "./editor.js";
import { strangersForm } from "./strangers.js";

const TRIES = 3;

export class People {
  #officials = new Map();

  constructor(api) {
    Object.assign(this, { api, element: el("section", { class: "part people-of", hidden: true, "aria-labelledby": "people-of" }) });
  }

  /** Take what the panel needs; called once all stands. */
  join(ed, story, sources) {
    Object.assign(this, { ed, story, sources });
    story.addEventListener("span", () => this.#again());
    ed.addEventListener("changed", ({ detail: { path } }) => {
      if (path.at(-1) === "official" || path.at(-1) === "on_behalf_of" || path.at(-1) === "participations" || path[0] === "meetings") this.#again();
    });
    ed.addEventListener("citing", () => this.draw());
  }

  #again() {
    const ids = this.#named().map((each) => each.id).sort().join();
    const strangers = JSON.stringify(this.story.reading?.people ?? []);
    if (this.seen === ids + strangers) return;
    this.seen = ids + strangers;
    this.load();
  }

  /** List the officials that the event names anywhere. */
  #named() {
    const { doc } = this.ed.store;
    const rows = [...(doc.participations ?? []), ...(doc.meetings ?? []).flatMap((each) => each.participations ?? [])];
    const found = [...rows.map((each) => each.official), ...(doc.statements ?? []).flatMap((each) => [each.speaker, each.on_behalf_of])];
    return [...new Map(found.filter(Boolean).map((each) => [each.id, each])).values()];
  }

  /** Read the tenures of those the event names, and draw. */
  async load() {
    const wanted = this.#named().filter((each) => !this.#officials.has(each.id));
    await Promise.all(wanted.map((each) => this.#read(each.id)));
    this.draw();
    this.ed.dispatchEvent(new CustomEvent("changed", { detail: { path: ["@tenures"], origin: "server" } }));
  }

  async #read(id) {
    const found = await this.api.send("GET", `officials/${id}/`).catch(() => ({ ok: false }));
    if (found.ok) this.#officials.set(id, found.body);
  }

  #tenures() {
    return this.#named().map((each) => this.#officials.get(each.id)).filter(Boolean).flatMap((official) => official.tenures.map((tenure) => ({ official, tenure })));
  }

  #find(id) {
    return this.#tenures().find((each) => each.tenure.id === id);
  }

  /** Give the passages of a tenure. */
  cuts = (id) => this.#find(id)?.tenure.passages ?? [];

  /** Name a tenure. */
  label(id) {
    const found = this.#find(id);
    return found ? `${found.official.display_name}, ${found.tenure.office.name}` : "";
  }

  /** List what is cited for tenures. */
  citations = () => this.#tenures().flatMap(({ tenure }) => tenure.passages.map((cut) => ({ row: ["@tenures", tenure.id], cut, hue: 7 })));

  /** Cite a passage for a tenure, or no longer; it is saved at once, as it belongs to the person. */
  async cite(id, cut, on) {
    const official = this.#find(id)?.official;
    if (!official) return;
    for (let round = 0; round < TRIES; round += 1) {
      const now = await this.api.send("GET", `tenures/${id}/`);
      if (!now.ok) return;
      const others = now.body.passages.filter((each) => !sameCut(each, cut));
      const answer = await this.api.send("PATCH", `tenures/${id}/`, { body: { passages: on ? [...others, cut] : others }, seen: now.tag });
      if (answer.status === 412) continue;
      await this.#read(official.id);
      break;
    }
    this.draw();
    this.ed.dispatchEvent(new CustomEvent("changed", { detail: { path: ["@tenures"], origin: "server" } }));
  }

  /** Draw the panel. */
  draw() {
    const strangers = this.story.reading?.people ?? [];
    const tenures = this.#tenures();
    this.element.hidden = !strangers.length && !tenures.length;
    if (document.activeElement && this.form?.contains(document.activeElement) && strangers.length && this.drawn === JSON.stringify(strangers)) return;
    if (this.drawn !== JSON.stringify(strangers) || !this.form) {
      this.form = strangers.length ? strangersForm(this, strangers) : null;
      this.drawn = JSON.stringify(strangers);
    }
    const rows = tenures.map((each) => this.#row(each));
    const held = this.element.contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
    this.element.replaceChildren(
      el("h2", { id: "people-of", text: "People of the story" }),
      ...(this.form ? [this.form] : []),
      ...(rows.length ? [el("h3", { text: "Offices they are shown in" }), el("ul", { class: "tenures-of" }, ...rows)] : []));
    if (held) this.element.querySelector(`[aria-label="${CSS.escape(held)}"]`)?.focus(); // its button is another one now
  }

  #row({ official, tenure }) {
    const row = ["@tenures", tenure.id];
    const pressed = this.ed.isCiting(row);
    const cite = button("Cite", () => this.ed.citing(row), { class: "second small", "aria-pressed": String(pressed), "aria-label": `Cite passages for ${official.display_name} as ${tenure.office.name}` });
    const many = tenure.passages.length;
    return el("li", {}, el("span", { text: `${official.display_name}, ${tenure.office.name}` }), el("span", { class: "help", text: ` ${many} ${many === 1 ? "passage" : "passages"} ` }), cite);
  }
}
