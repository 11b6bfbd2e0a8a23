/** Add what is not there yet without leaving the page: a person, an agreement or an office, in a dialog. */
import { Combobox } from "./combobox.js";
import { button, calm, el, freshId } from "./dom.js";
import { referenceOf } from "./references.js";

const TITLES = { official: "Add a new person", agreement: "Add a new agreement", office: "Add a new office" };

export class Adding {
  constructor(api, levels) {
    Object.assign(this, { api, levels });
    this.dialog = el("dialog", { class: "adding", "aria-labelledby": "adding-title" });
    document.querySelector("main").append(this.dialog);
  }

  /** Open the dialog for a type, with what was typed already in its field. */
  open(type, text, { ed, path, pick }) {
    Object.assign(this, { ed, path, pick, type });
    const fields = this[type](text);
    const wrong = el("p", { class: "wrong", role: "alert", hidden: true });
    const form = el("form", { method: "dialog", class: "adding-form", on: { submit: (event) => this.#send(event, wrong) } },
      el("h2", { id: "adding-title", text: TITLES[type] }), el("div", { class: "row-fields" }, ...fields), this.likely ?? "", wrong,
      el("p", { class: "doors" }, el("button", { type: "submit", text: "Add" }), button("Cancel", () => this.dialog.close(), { class: "second" })));
    this.dialog.replaceChildren(form);
    this.dialog.showModal();
    (form.querySelector("[data-next]") ?? form.querySelector("input"))?.focus();
  }

  #text(name, label, value = "", told = {}) {
    const input = el("input", { type: "text", id: freshId(`adding-${name}`), value, autocomplete: "off", data: { name }, ...told });
    return { input, element: el("div", { class: "field" }, el("label", { for: input.id, text: label }), input) };
  }

  #country(label, value) {
    const id = freshId("adding-country");
    const held = { value };
    const box = new Combobox({
      id, placeholder: "Find a country", find: (typed) => this.ed.finding.find("country", typed),
      pick: (found) => {
        held.value = referenceOf(found);
        box.input.value = found.name;
      },
    });
    box.input.value = value?.name ?? "";
    box.input.addEventListener("blur", () => box.input.value.trim() || (held.value = null));
    return { held, element: el("div", { class: "field" }, el("label", { for: id, text: label }), box.element) };
  }

  #level(value = "other") {
    const select = el("select", { id: freshId("adding-level") }, ...this.levels.map(([code, label]) => el("option", { value: code, text: label })));
    select.value = value;
    return { select, element: el("div", { class: "field" }, el("label", { for: select.id, text: "Level of the office" }), select) };
  }

  /** A person with rank, office and country: official, office and tenure in one step. */
  official(text) {
    const side = this.path?.includes("participations") ? this.ed.store.get([...this.path.slice(0, -1), "side"]) : "";
    const name = this.#text("name", "Name", text, { required: true });
    const [rank, office] = [this.#text("rank", "Rank"), this.#text("office", "Office, without the country")];
    rank.input.dataset.next = "";
    const [land, level] = [this.#country("Country", this.ed.countryOf(side)), this.#level()];
    this.likely = el("p", { class: "likely", hidden: true });
    const look = calm(() => this.#look(name.input.value, land.held.value), 300);
    name.input.addEventListener("input", look);
    look();
    const day = this.ed.finding.dayOf(this.path) || null;
    const seen = { first_seen: day, last_seen: day };
    this.body = () => ({
      display_name: name.input.value.trim(), nationality: land.held.value,
      ranks: rank.input.value.trim() ? [{ title: rank.input.value.trim(), ...seen }] : [],
      tenures: office.input.value.trim() ? [{ office: { title: office.input.value.trim(), country: land.held.value, level: level.select.value }, ...seen, passages: this.#passages() }] : [],
    });
    return [name.element, rank.element, office.element, level.element, land.element];
  }

  #passages() {
    const span = this.ed.story.span;
    return span ? [{ source: span.source, start: span.start, end: span.end }] : [];
  }

  /** An agreement between the countries of the event, described in our own words. */
  agreement(text) {
    this.likely = null;
    const title = this.#text("title", "Title, or what it is about", text, { required: true });
    const own = el("input", { type: "checkbox", id: freshId("adding-own") });
    own.checked = true;
    const parties = (this.ed.store.get(["sides"]) ?? []).filter((each) => each.country && each.side !== "third_party").map((each) => each.country);
    const sectors = this.ed.story.span?.sentence.hints.sectors ?? [];
    this.body = () => ({ title: title.input.value.trim(), title_is_description: own.checked, parties, sectors });
    const told = [...parties, ...sectors].map((each) => each.name).join(", ");
    return [title.element, el("p", {}, own, el("label", { for: own.id, text: " The title is ours, not the official one" })), told ? el("p", { class: "help", text: `With: ${told}. All else can be added later.` }) : ""];
  }

  /** An office that a person of the event acts in. */
  office(text) {
    this.likely = null;
    const title = this.#text("title", "Office, without the country", text, { required: true });
    const country = this.ed.store.get([...this.path.slice(0, -1), "country"]);
    const [land, level] = [this.#country("Country", country), this.#level()];
    this.body = () => ({ title: title.input.value.trim(), country: land.held.value, level: level.select.value });
    return [title.element, land.element, level.element];
  }

  async #look(name, country) {
    const asked = new URLSearchParams({ type: "official", name, country: country?.key ?? "" });
    const found = await this.api.send("GET", `duplicates/?${asked}`).catch(() => ({ ok: false }));
    const likely = found.ok ? found.body.results : [];
    if (!this.likely) return;
    this.likely.hidden = !likely.length;
    this.likely.replaceChildren("May be here already: ", ...likely.map((each) => button(`${each.name} (${each.because})`, () => this.#take({ ...each, type: "official" }), { class: "plain" })));
  }

  #take(found) {
    this.dialog.close();
    this.pick(found);
  }

  async #send(event, wrong) {
    event.preventDefault();
    const answer = await this.api.send("POST", `${this.type}s/`, { body: this.body() }).catch(() => ({ ok: false, body: { detail: "The server does not answer; try again in a moment." } }));
    if (!answer.ok) {
      wrong.hidden = false;
      wrong.textContent = answer.body.detail;
      return;
    }
    this.ed.finding.learned();
    const { body } = answer;
    const name = body.display_name ?? (body.country ? `${body.title} (${body.country.key})` : body.title);
    const offices = (body.tenures ?? []).map((each) => ({ ...each.office, on_date: true }));
    this.#take({ type: this.type, id: body.id, key: body.key, name, rank: body.ranks?.[0]?.title ?? "", country: body.nationality, offices });
  }
}
