/**
 * Find something while typing: an editable combobox with a list of answers (ARIA 1.2 pattern).
 *
 * `find(text)` gives {results: [{name, detail, …}], capped}; `pick(result)` takes one; `add(text)`, where it is
 * given, offers to add what is not there. The first answer is chosen by Enter.
 */
import { Unreachable } from "../api.js";
import { calm, el, freshId } from "./dom.js";

const AFTER = 120; // ms after a keystroke
const CAPPED = "There are more: type on to narrow them down.";
const NONE = "Nothing is found by this.";
const AWAY = "The server does not answer. Try again in a moment.";

export class Combobox {
  #asked = 0;
  #answers = [];
  #at = -1;

  constructor({ find, pick, add, addWords, label, id, placeholder = "", described }) {
    Object.assign(this, { find, pick, add, addWords });
    const list = freshId("answers");
    this.input = el("input", {
      id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "false", "aria-controls": list,
      "aria-autocomplete": "list", "aria-label": label, "aria-describedby": described, placeholder,
    });
    this.list = el("ul", { id: list, role: "listbox", class: "answers", "aria-label": label ? `${label}: answers` : "Answers", hidden: true });
    this.told = el("p", { class: "answers-told unseen", role: "status" });
    this.element = el("div", { class: "combobox" }, this.input, this.list, this.told);
    const ask = calm(() => this.#ask(), AFTER);
    this.input.addEventListener("input", ask);
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  }

  /** Ask for what stands there, and open the answers. */
  async open() {
    await this.#ask();
  }

  /** Close the answers. */
  close() {
    this.#asked += 1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.#at = -1;
  }

  async #ask() {
    const asked = (this.#asked += 1);
    const text = this.input.value.trim();
    let found;
    try {
      found = await this.find(text);
    } catch (failure) {
      if (!(failure instanceof Unreachable)) throw failure;
      found = { results: [], away: true };
    }
    if (asked !== this.#asked || document.activeElement !== this.input) return;
    this.#show(text, found);
  }

  #show(text, { results, capped, away }) {
    this.#answers = results.map((result) => ({ act: () => this.pick(result), name: result.name, detail: result.detail }));
    if (this.add && text) {
      this.#answers.push({ act: () => this.add(text), name: this.addWords?.(text) ?? `Add «${text}»`, adds: true });
    }
    this.list.replaceChildren(...this.#answers.map((each, place) => this.#option(each, place)));
    const words = away ? AWAY : results.length ? (capped ? CAPPED : "") : NONE;
    if (words) this.list.append(el("li", { class: "answers-note", role: "presentation", text: words }));
    this.told.textContent = `${results.length} found. ${words}`;
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.#choose(this.#answers.length ? 0 : -1);
  }

  #option({ name, detail, adds }, place) {
    const choose = (event) => {
      event.preventDefault();
      this.#take(place);
    };
    const told = { role: "option", id: `${this.list.id}-${place}`, class: adds ? "adds" : "", "aria-selected": "false", on: { click: choose } };
    return el("li", told, el("span", { text: name }), detail && el("span", { class: "detail", text: ` ${detail}` }));
  }

  #choose(place) {
    this.#at = place;
    [...this.list.querySelectorAll('[role="option"]')].forEach((each, at) => {
      each.setAttribute("aria-selected", String(at === place));
      if (at === place) each.scrollIntoView({ block: "nearest" });
    });
    if (place >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${place}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  #take(place) {
    const answer = this.#answers[place];
    this.close();
    answer?.act();
  }

  async #key(event) {
    const open = !this.list.hidden;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && !event.altKey) {
      event.preventDefault();
      if (!open) return this.open();
      const many = this.#answers.length;
      if (many) this.#choose((this.#at + move + many) % many);
    } else if (event.key === "Enter" && !event.ctrlKey) {
      event.preventDefault();
      const stale = !open && this.input.value.trim();
      if (stale) await this.open();
      else if (open) this.#take(this.#at);
      if (stale && !this.list.hidden && this.#at >= 0) this.#take(this.#at);
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      this.close();
    }
    return undefined;
  }
}
