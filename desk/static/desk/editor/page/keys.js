/** Shortcuts: single keys in the story only, so that nobody who types meets them; all of them listed under «?». */
import { button, el } from "./dom.js";
import { ACTS } from "./toolbar.js";

const EVERYWHERE = [
  ["Ctrl + Enter", "make a statement of the next sentence that nobody has used"],
  ["F6", "from the record to the story, and back"],
  ["Alt + ↑, Alt + ↓", "move a row, from anywhere in it"],
  ["Ctrl + Delete", "take a row out; it can be put back"],
  ["?", "this list, outside text fields"],
];
const IN_STORY = [
  ["↑ ↓ or k j", "the sentence before, the next one"],
  ["→ ←, with Shift", "choose a word, or more words, of the sentence"],
  ["n", "the next sentence that nobody has used"],
  ["Enter or Space", "cite what is in hand for the row you are in; again, no longer"],
  ["Esc", "let go of the words; stop citing; back to the row"],
];

/** Listen for shortcuts. */
export function listen(ed, story, making, help) {
  const acts = Object.fromEntries(ACTS.map(([key, , name]) => [key, () => making[name]()]));
  acts.n = () => story.next();
  acts["?"] = () => help.showModal();
  story.addEventListener("key", ({ detail: { key, event } }) => {
    if (!acts[key]) return;
    event.preventDefault();
    event.stopPropagation();
    acts[key]();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, dialog");
    if (event.key === "F6") {
      event.preventDefault();
      if (story.text.contains(document.activeElement)) ed.open(ed.active.length ? ed.active : ["title"], { focus: true });
      else story.enter();
    } else if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      if (story.next()) making.statement();
      else story.enter();
    } else if (event.key === "?" && !typing) {
      event.preventDefault();
      help.showModal();
    }
  });
}

/** Make the list of shortcuts. */
export function helpDialog() {
  const table = (heading, rows) => [el("h3", { text: heading }), el("dl", { class: "keys" }, ...rows.flatMap(([key, words]) => [el("dt", {}, el("kbd", { text: key })), el("dd", { text: words })]))];
  const made = el("dialog", { class: "adding", "aria-labelledby": "keys-title" }, el("h2", { id: "keys-title", text: "Shortcuts" }),
    ...table("In the story", [...IN_STORY, ...ACTS.map(([key, label]) => [key, `make: ${label.toLowerCase()}`])]), ...table("Everywhere", EVERYWHERE));
  made.append(button("Close", () => made.close()));
  document.querySelector("main").append(made);
  return made;
}
