/**
 * Show the story by its sentences: what is cited stands in its row's colour, what nobody used yet is marked.
 *
 * "span" {span}: another sentence, or other words of it, are in hand: {source, start, end, sentence, number, exact}.
 * "key" {key}: a shortcut was pressed there.
 */
import { Choosing } from "./choosing.js";
import { el, say } from "./dom.js";
import { Points } from "./points.js";

export class Story extends EventTarget {
  constructor(element) {
    super();
    Object.assign(this, { element, readings: [], at: 0, current: 0, drawn: new Map() });
    this.text = el("div", { class: "story-text", role: "listbox", "aria-label": "Sentences of the story", "aria-multiselectable": "true" });
    this.used = el("p", { class: "story-used", role: "status" });
    this.text.addEventListener("click", (event) => this.#clicked(event));
    this.text.addEventListener("keydown", (event) => this.#key(event));
    this.choosing = new Choosing(this, () => this.#tell());
  }

  /** Take what the editor needs; called once both stand. */
  join(ed) {
    this.ed = ed;
    ed.addEventListener("changed", () => this.refresh());
    ed.addEventListener("active", () => this.refresh());
    ed.addEventListener("citing", () => this.refresh());
  }

  /** Show these readings (one for each source), the one at a place. */
  read(readings, at = 0) {
    const kept = this.reading?.source.id === readings[at]?.source.id ? this.current : 0;
    for (const each of readings) each.points ??= new Points(each.text);
    Object.assign(this, { readings, at, current: kept });
    this.#draw();
  }

  get reading() {
    return this.readings[this.at];
  }

  get sentences() {
    return this.reading?.sentences ?? [];
  }

  #draw() {
    this.drawn.clear();
    const lines = [];
    let last = null;
    this.sentences.forEach((sentence, place) => {
      const between = last ? this.reading.points.slice(last.end, sentence.start) : "\n";
      if (/\n/.test(between)) lines.push(el("div", { class: `line voice-${sentence.voice}`, role: "presentation" }));
      else lines.at(-1).append(" ");
      const made = el("span", { class: "sentence", role: "option", id: `sentence-${place}`, tabindex: place === this.current ? "0" : "-1", data: { at: place } });
      lines.at(-1).append(made);
      last = sentence;
    });
    this.text.replaceChildren(...lines);
    this.refresh();
    this.#tell();
  }

  /** Draw the marks anew where they differ. */
  refresh() {
    if (!this.reading || !this.ed) return;
    const { points, source } = this.reading;
    const cited = this.ed.citations().filter(({ cut }) => cut.source === source.id);
    const aim = this.ed.cited ?? this.ed.active;
    let used = 0;
    this.sentences.forEach((sentence, place) => {
      const here = cited.filter(({ cut }) => cut.start < sentence.end && sentence.start < cut.end);
      const chosen = here.some(({ row }) => row.join(".") === aim.join("."));
      if (here.length || sentence.record_free) used += 1;
      const told = JSON.stringify([here.map(({ row, cut, hue }) => [row, cut.start, cut.end, hue]), chosen, sentence.record_free, place === this.current, this.ed.cited]);
      if (this.drawn.get(place) === told) return;
      this.drawn.set(place, told);
      this.#mark(place, sentence, here, chosen, points);
    });
    this.text.classList.toggle("citing", Boolean(this.ed.cited));
    const words = `${used} of ${this.sentences.length} sentences used`;
    if (this.used.textContent !== words) this.used.textContent = words;
  }

  #mark(place, sentence, here, chosen, points) {
    const made = this.text.querySelector(`[data-at="${place}"]`);
    const state = sentence.record_free ? "free" : here.length ? "used" : "unused";
    made.className = `sentence ${state}${place === this.current ? " current" : ""}`;
    made.setAttribute("aria-selected", String(chosen));
    const many = new Set(here.map(({ row }) => row.join("."))).size;
    made.setAttribute("aria-description", { free: "no facts", used: `cited by ${many}`, unused: "not used yet" }[state]);
    const edges = new Set([sentence.start, sentence.end]);
    for (const { cut } of here) for (const edge of [cut.start, cut.end]) if (edge > sentence.start && edge < sentence.end) edges.add(edge);
    const sorted = [...edges].sort((one, other) => one - other);
    made.replaceChildren(...sorted.slice(0, -1).map((start, number) => {
      const end = sorted[number + 1];
      const over = here.filter(({ cut }) => cut.start < end && start < cut.end);
      const words = points.slice(start, end);
      const lead = over.find(({ row }) => row.join(".") === this.ed.active.join(".")) ?? over.at(-1);
      return lead ? el("mark", { class: `hue-${lead.hue}`, text: words }) : document.createTextNode(words);
    }));
  }

  /** Give what is in hand: the words that are selected, else the whole sentence. */
  get span() {
    const sentence = this.sentences[this.current];
    if (!sentence) return null;
    const { start, end } = this.choosing.words ?? sentence;
    const exact = this.reading.points.slice(start, end);
    return { source: this.reading.source.id, start, end, exact, sentence };
  }

  /** Give the words of a passage in one of the stories; undefined where its story is not here. */
  wordsOf(cut) {
    return this.readings.find((each) => each.source.id === cut.source)?.points.slice(cut.start, cut.end);
  }

  /** List the officials named within a passage, by id. */
  named(cut) {
    const reading = this.readings.find((each) => each.source.id === cut.source);
    const here = (reading?.sentences ?? []).filter((each) => each.start < cut.end && cut.start < each.end);
    return new Set(here.flatMap((each) => each.mentions).filter((each) => each.type === "official").map((each) => each.id));
  }

  /** Go to a passage, and let it be seen. */
  show(cut) {
    const at = this.readings.findIndex((each) => each.source.id === cut.source);
    if (at < 0) return;
    if (at !== this.at) {
      this.read(this.readings, at);
      this.dispatchEvent(new CustomEvent("turned"));
    }
    const place = this.sentences.findIndex((each) => each.start < cut.end && cut.start < each.end);
    if (place < 0) return;
    this.go(place, { focus: true });
    const made = this.text.querySelector(`[data-at="${place}"]`);
    made.classList.add("found");
    setTimeout(() => made.classList.remove("found"), 1500);
  }

  /** Go into the story, to the sentence in hand. */
  enter() {
    this.go(this.current, { focus: true });
  }

  /** Go to a sentence. */
  go(place, { focus = false } = {}) {
    if (!this.sentences[place]) return;
    const before = this.text.querySelector('[tabindex="0"]');
    before?.setAttribute("tabindex", "-1");
    const changed = place !== this.current;
    this.current = place;
    if (changed) this.choosing.words = null;
    const made = this.text.querySelector(`[data-at="${place}"]`);
    made.setAttribute("tabindex", "0");
    if (focus) made.focus({ preventScroll: true });
    if (focus) made.scrollIntoView({ block: "nearest" });
    this.refresh();
    this.#tell();
  }

  /** Go to the next sentence that nobody has used; says whether there is one. */
  next() {
    const rest = this.sentences.map((each, place) => place);
    const after = [...rest.slice(this.current + 1), ...rest.slice(0, this.current + 1)];
    const place = after.find((each) => this.text.querySelector(`[data-at="${each}"]`).classList.contains("unused"));
    if (place === undefined) return false;
    this.go(place, { focus: true });
    return true;
  }

  /** Let go of the words that were chosen. */
  release() {
    this.choosing.release();
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new CustomEvent("span", { detail: { span: this.span } }));
  }

  #clicked({ target }) {
    const made = target.closest(".sentence");
    if (!made || !getSelection().isCollapsed) return;
    this.go(Number(made.dataset.at), { focus: true });
    if (this.ed.cited) this.toggle();
  }

  /** Cite what is in hand for the row that is cited for or worked on; if it does already, no longer. */
  toggle() {
    const row = this.ed.cited ?? this.ed.active;
    const { source, start, end, exact } = this.span;
    const cut = { source, start, end, exact };
    const on = !this.ed.cites(row, cut);
    this.ed.cite(row, cut, on);
    say(`${on ? "Cited" : "No longer cited"} for ${this.ed.label(row)}.`);
    this.release();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    const word = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const act = {
      Enter: () => this.toggle(),
      " ": () => this.toggle(),
      Home: () => this.go(0, { focus: true }),
      End: () => this.go(this.sentences.length - 1, { focus: true }),
      Escape: () => (this.choosing.words ? this.release() : this.ed.cited ? this.ed.citing(null) : this.ed.open(this.ed.active, { focus: true })),
    }[event.key];
    if (step) this.go(Math.max(0, Math.min(this.sentences.length - 1, this.current + step)), { focus: true });
    else if (word) this.choosing.step(word, event.shiftKey);
    else if (act) act();
    else if (event.key.length === 1) return void this.dispatchEvent(new CustomEvent("key", { detail: { key: event.key, event } }));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
