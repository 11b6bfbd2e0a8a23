/** Hold the editor together: the store and its fields, the rows, what is cited for which row, and the finding. */
import { find, touches } from "../paths.js";
import { el, button } from "./dom.js";
import { Finding } from "./finding.js";
import { gist, LISTS, ORDER } from "./layout.js";

const HUES = 8;

export class Editor extends EventTarget {
  #watchers = [];
  #views = new Map();
  #citing = null;

  constructor({ api, store, saver, fields, story, adding, people, notes }) {
    super();
    Object.assign(this, { api, store, saver, fields, story, adding, people, notes, lists: new Map(), active: [], finding: new Finding(api, store) });
    store.addEventListener("change", ({ detail }) => this.#changed(detail));
    store.addEventListener("errors", ({ detail }) => this.#blame(detail.errors));
  }

  /** Set a field, as typed. */
  set(path, value) {
    this.store.set(path, value);
  }

  /** Do something whenever a path, or what stands above or below it, reads differently. */
  whenChanged(path, act) {
    this.#watchers.push({ path, act });
  }

  /** Know a field, to draw it anew when something else than its own control changes it. */
  register(field) {
    this.#views.set(field.path.join("/"), field);
  }

  #changed({ path, origin }) {
    const own = this.#views.get(path.join("/"));
    if (own && origin !== "editor") own.draw();
    if (!own && origin !== "editor") for (const view of this.#views.values()) if (touches(view.path, path)) view.draw();
    for (const { path: watched, act } of this.#watchers) if (touches(path, watched) || touches(watched, path)) act(path);
    this.dispatchEvent(new CustomEvent("changed", { detail: { path, origin } }));
  }

  /** Set a field from elsewhere than its control, and draw it. */
  put(path, value) {
    this.store.set(path, value);
    this.#views.get(path.join("/"))?.draw();
  }

  #blame(errors) {
    for (const view of this.#views.values()) view.blame(null);
    for (const { path, sentence } of errors) this.#views.get(path.join("/"))?.blame(sentence);
    for (const list of this.lists.values()) {
      for (const row of this.store.get(list.path) ?? []) {
        const view = list.view(row.id);
        if (view) view.flag.hidden = !errors.some((each) => touches(each.path, view.path));
      }
    }
  }

  /** Open the rows along a path, and go to its field or its row's first field that waits for something. */
  open(path, { focus = false } = {}) {
    let row = null;
    for (let end = 2; end <= path.length; end += 2) {
      row = this.lists.get(path.slice(0, end - 1).join("/"))?.view(path[end - 1]) ?? null;
      row?.show(true);
    }
    if (row && path.length % 2 === 0) this.activate(path);
    if (!focus) return;
    const field = this.#views.get(path.join("/"))?.element ?? document.querySelector(`[data-path="${CSS.escape(path.join("."))}"]`);
    const inside = field?.querySelector("input, select, textarea, button");
    const target = path.length % 2 ? (inside ?? field) : (row?.first() ?? inside);
    target?.closest("details")?.setAttribute("open", "");
    target?.focus();
    target?.scrollIntoView({ block: "nearest" });
  }

  /** Make a row the one that is worked on. */
  activate(path) {
    const key = path.join(".");
    if (this.#citing?.length && !touches(path, this.#citing)) this.citing(null);
    if (this.active.join(".") === key) return;
    this.active = path;
    for (const each of document.querySelectorAll(".row-of.active")) each.classList.remove("active");
    document.querySelector(`[data-row="${CSS.escape(key)}"]`)?.classList.add("active");
    this.dispatchEvent(new CustomEvent("active"));
  }

  /** Let clicks in the story cite for a row (empty: the event itself), or stop that. */
  citing(row) {
    const next = row && !this.isCiting(row) ? row : null;
    this.#citing = null;
    if (next) this.activate(next);
    this.#citing = next;
    this.dispatchEvent(new CustomEvent("citing"));
    if (this.#citing) this.story.enter();
  }

  isCiting(row) {
    return this.#citing?.join(".") === row.join(".");
  }

  /** The row that clicks in the story cite for; null where they do not. */
  get cited() {
    return this.#citing;
  }

  whenCiting(act) {
    this.addEventListener("citing", act);
  }

  /** Cite a passage for a row, or no longer. What shows the event or a meeting also shows those there whom it names. */
  cite(row, cut, on = true) {
    if (row[0] === "@tenures") return this.people.cite(row[1], cut, on);
    if (row[0] === "disputes" && row.length === 2) return this.dispatchEvent(new CustomEvent("answer", { detail: { row, cut } }));
    this.#toggle([...row, "passages"], cut, on);
    if (!row.length || (row[0] === "meetings" && row.length === 2)) {
      const named = this.story.named(cut);
      for (const each of this.store.get([...row, "participations"]) ?? []) {
        if (!on || named.has(each.official?.id)) this.#toggle([...row, "participations", each.id, "passages"], cut, on);
      }
    }
    return undefined;
  }

  #toggle(path, cut, on) {
    const held = (this.store.get(path) ?? []).filter((each) => !sameCut(each, cut));
    this.put(path, on ? [...held, cut] : held);
  }

  /** Say whether a row cites a passage. */
  cites(row, cut) {
    const held = row[0] === "@tenures" ? this.people.cuts(row[1]) : this.store.get([...row, "passages"]);
    return Boolean(held?.some((each) => sameCut(each, cut)));
  }

  /** List every passage that is cited, with its row and the row's colour. */
  citations() {
    const found = [];
    const walk = (row, form, hue) => {
      for (const cut of form.passages ?? []) found.push({ row, cut, hue });
      for (const name of ["participations", "positions"]) {
        if (row.length) for (const each of form[name] ?? []) walk([...row, name, each.id], each, hue);
      }
    };
    walk([], this.store.doc, 0);
    for (const [list, at] of ORDER.map((name, place) => [name, place * 3 + 1])) {
      (this.store.get([list]) ?? []).forEach((row, place) => walk([list, row.id], row, (at + place) % HUES));
    }
    return [...found, ...this.people.citations()];
  }

  /** Give the words of a passage. */
  quote(cut) {
    return cut.exact ?? this.story.wordsOf(cut) ?? `characters ${cut.start} to ${cut.end}`;
  }

  /** Name a row. */
  label(row) {
    if (!row.length) return "The event";
    if (row[0] === "@tenures") return this.people.label(row[1]);
    const list = row.at(-2);
    const form = find(this.store.doc, row);
    const fields = row.length === 2 ? this.fields[list].fields : this.fields[row[0]].fields[list]?.fields;
    return form ? `${LISTS[list].one}: ${gist(list, form, fields ?? {}) || "new"}` : "";
  }

  /** Give the country of a side, if one has it. */
  countryOf(side) {
    return (this.store.get(["sides"]) ?? []).find((each) => each.side === side)?.country ?? null;
  }

  /** Give the side of a country in the event. */
  sideOf(country) {
    return (this.store.get(["sides"]) ?? []).find((each) => each.country?.id === country?.id)?.side;
  }

  /** Fill in what follows from choosing a person in a row of people: country, side, rank and offices of the day. */
  picked(path, found) {
    if (found.type !== "official" || path.at(-1) !== "official" || !path.includes("participations")) return;
    const row = path.slice(0, -1);
    for (const [name, value] of Object.entries(this.taking(found, row[0] === "meetings" ? this.store.get([...row.slice(0, 2), "kind"]) : ""))) {
      if (name !== "official") this.put([...row, name], value);
    }
  }

  /** Say how an official takes part: side and role by country, offices and rank as known on the day. */
  taking(found, kind = "") {
    const country = found.country || null;
    const side = this.sideOf(country) ?? "party";
    const host = kind === "audience" ? "host" : "counterpart";
    return {
      official: { id: found.id, key: found.key, name: found.name },
      country: country && { id: country.id, key: country.key, name: country.name },
      side,
      role: { visitor: "visitor", host }[side] ?? "member",
      rank: found.rank ?? "",
      offices: (found.offices ?? []).filter((each) => each.on_date).map(({ id, name }) => ({ id, name })),
    };
  }

  /** Add what is not there yet; `pick` takes it. */
  add(type, text, path, pick) {
    this.adding.open(type, text, { ed: this, path, pick });
  }

  /** Tell what was done, with a way back. */
  putBack(sentence, act) {
    const line = el("p", { class: "undo" }, `${sentence} `);
    line.append(button("Put it back", () => {
      line.remove();
      act();
    }, { class: "plain" }));
    this.notes.append(line);
    setTimeout(() => line.remove(), 60_000);
  }
}

/** Say whether two passages are the same place. */
export const sameCut = (one, other) => one.source === other.source && one.start === other.start && one.end === other.end;
