/** Keep the stories of the event: paste one, upload a file, or find one that is there; mark what holds no facts. */
import { Unreachable } from "../api.js";
import { Combobox } from "./combobox.js";
import { button, el } from "./dom.js";
import { referenceOf } from "./references.js";

const TITLE_MOST = 300;
const MORE = [["publisher", "Publisher"], ["author", "Author"], ["url", "Web address"], ["language", "Language, such as en"], ["published", "Day it was published"]];
const FULL_TRIES = 3;

export class Sources {
  constructor(ed, story, fileMost) {
    Object.assign(this, { ed, story, fileMost, api: ed.api, readings: new Map() });
    this.element = el("div", { class: "sources-of" });
    this.box = this.#box();
    story.addEventListener("turned", () => this.draw());
  }

  /** Read the stories that the event names and cites, and show the first. */
  async load() {
    const cited = (this.ed.store.get(["sources"]) ?? []).map((each) => each.id);
    for (const { cut } of this.ed.citations()) if (!cited.includes(cut.source)) cited.push(cut.source);
    await Promise.all(cited.map((id) => this.#read(id)));
    this.show(cited.find((id) => this.readings.has(id)));
    return cited.length > 0;
  }

  /** Read a story anew, since more of those it names are known now. */
  async again(id = this.story.reading?.source.id) {
    if (!id) return;
    await this.#read(id);
    this.show(id);
  }

  async #read(id) {
    const found = await this.api.send("GET", `sources/${id}/reading/`);
    if (found.ok) this.readings.set(id, found.body);
  }

  /** Show one of the stories. */
  show(id) {
    const all = [...this.readings.values()].filter((each) => each.text);
    const at = Math.max(0, all.findIndex((each) => each.source.id === id));
    this.story.read(all, at);
    this.draw();
  }

  /** Draw the choice between stories, and the way to add one. */
  draw() {
    const tabs = this.story.readings.map((each, at) => {
      const shown = at === this.story.at;
      return button(each.source.name, () => this.show(each.source.id), { class: "tab", "aria-pressed": String(shown) });
    });
    const open = !tabs.length;
    this.box.open ||= open;
    this.element.replaceChildren(el("div", { class: "tabs-of", role: "group", "aria-label": "Stories", hidden: tabs.length < 2 }, ...tabs), this.box);
    this.box.querySelector("summary").textContent = open ? "Put the story here" : "Add another story";
  }

  #box() {
    const text = el("textarea", { id: "story-pasted", rows: 8, "aria-describedby": "story-help" });
    const file = el("input", { type: "file", id: "story-file", accept: ".txt,.html,.htm,.docx,.pdf" });
    const more = MORE.map(([name, label]) => {
      const input = el("input", { type: "text", id: `story-${name}`, autocomplete: "off", data: { name } });
      return el("div", { class: "field" }, el("label", { for: input.id, text: label }), input);
    });
    this.inputs = { text, file, more };
    this.wrong = el("p", { class: "wrong", role: "alert", hidden: true });
    this.keep = button("Read it", () => this.#keep());
    const finder = new Combobox({
      id: "story-found", label: undefined, placeholder: "Find a source",
      find: (typed) => this.ed.finding.find("source", typed), pick: (found) => this.#take(referenceOf(found)),
    });
    return el("details", { class: "story-in" }, el("summary"),
      el("div", { class: "field" }, el("label", { for: "story-pasted", text: "Text of the story" }), text,
        el("p", { class: "help", id: "story-help", text: "It stays in the newsroom; the public sees what you quote from it, and the link." })),
      el("div", { class: "field" }, el("label", { for: "story-file", text: "or a file: .txt, .html, .docx, .pdf" }), file),
      el("details", { class: "more" }, el("summary", { text: "Where it was published" }), el("div", { class: "row-fields" }, ...more)),
      this.wrong, this.keep,
      el("div", { class: "field" }, el("label", { for: "story-found", text: "or one that is here already" }), finder.element));
  }

  /** Store the story, and read it. What was pasted stays until it is stored. */
  async #keep() {
    const { text, file, more } = this.inputs;
    const told = Object.fromEntries(more.map((each) => each.querySelector("input")).filter((each) => each.value.trim()).map((each) => [each.dataset.name, each.value.trim()]));
    const [chosen] = file.files;
    if (!chosen && !text.value.trim()) return this.#refuse("Paste the text of the story, or choose a file.");
    if (chosen?.size > this.fileMost) return this.#refuse(`The file has ${megabytes(chosen.size)} MB; a file has at most ${megabytes(this.fileMost)} MB.`); // the server would hang up in the middle of it
    this.keep.disabled = true;
    this.keep.textContent = "Reading …";
    try {
      const answer = chosen ? await this.#upload(chosen, told) : await this.api.send("POST", "sources/", { body: { title: titleOf(text.value), text: text.value.replace(/\r\n?/g, "\n"), ...told } });
      if (!answer.ok) return this.#refuse(answer.body.detail ?? `The server answered ${answer.status}.`);
      for (const each of [text, file, ...more.map((one) => one.querySelector("input"))]) each.value = "";
      this.#refuse("");
      await this.#take({ id: answer.body.id, name: answer.body.title });
    } catch (failure) {
      if (!(failure instanceof Unreachable)) throw failure;
      this.#refuse("The server does not answer. What you pasted stands here; try again in a moment.");
    } finally {
      this.keep.disabled = false;
      this.keep.textContent = "Read it";
    }
    return undefined;
  }

  #upload(file, told) {
    const body = new FormData();
    body.set("file", file);
    for (const [name, value] of Object.entries(told)) body.set(name, value);
    return this.api.send("POST", "sources/upload/", { body });
  }

  #refuse(sentence) {
    this.wrong.textContent = sentence;
    this.wrong.hidden = !sentence;
  }

  async #take(reference) {
    const held = this.ed.store.get(["sources"]) ?? [];
    if (!held.some((each) => each.id === reference.id)) this.ed.put(["sources"], [...held, reference]);
    this.box.open = false;
    await this.#read(reference.id);
    this.show(reference.id);
    this.story.dispatchEvent(new CustomEvent("read"));
    this.story.enter();
  }

  /** Mark a passage as free of facts, or no longer; says what was done. */
  async markFree({ source, start, end }, free) {
    for (let round = 0; round < FULL_TRIES; round += 1) {
      const found = await this.api.send("GET", `sources/${source}/`);
      if (!found.ok) return found.body.detail ?? "It could not be marked.";
      const others = found.body.passages.filter((each) => each.start !== start || each.end !== end);
      const own = found.body.passages.find((each) => each.start === start && each.end === end) ?? { start, end };
      const passages = [...others, { ...own, record_free: free }];
      const answer = await this.api.send("PATCH", `sources/${source}/`, { body: { passages }, seen: found.tag });
      if (answer.ok) {
        await this.again(source);
        return free ? "Marked: no facts here." : "No longer marked.";
      }
      if (answer.status !== 412) return answer.body.detail;
    }
    return "Somebody else is changing this source; try again in a moment.";
  }
}

const megabytes = (bytes) => (bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) ? 1 : 0);

/** Take the first line as title. */
const titleOf = (text) => text.trim().split(/\n/)[0].trim().slice(0, TITLE_MOST);
