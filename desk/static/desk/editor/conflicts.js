/** Show side by side what two people changed, and let one choose, field by field. */
import { hour } from "./states.js";
import { conflictKey } from "./merging.js";
import { find } from "./paths.js";
import { humane, wordDifference, written, writtenRow } from "./wording.js";

let count = 0;

export class Conflicts {
  /** Draw into an element, which is hidden while there are none. `label` names the field of a path. */
  constructor(store, saver, element, { label = labelOf } = {}) {
    Object.assign(this, { store, saver, element, label, drawn: "" });
    saver.addEventListener("conflicts", ({ detail }) => this.draw(detail.conflicts));
    this.draw(saver.holding.conflicts);
  }

  /** Draw these conflicts, unless a value is being edited by hand and nothing new came. */
  draw(conflicts) {
    const told = JSON.stringify(conflicts);
    if (told === this.drawn) return;
    this.drawn = told;
    this.element.hidden = !conflicts.length;
    const title = make("h2", conflicts.length === 1 ? "One field needs your choice" : `${conflicts.length} fields need your choice`);
    title.tabIndex = -1;
    const about = make("p", "You and somebody else changed the same. Nothing is sent for these until you choose; all else is saved.");
    this.element.replaceChildren(title, about, ...conflicts.map((each) => this.#article(each)));
    if (!conflicts.length) this.element.replaceChildren();
  }

  #article(conflict) {
    const article = make("article");
    article.className = "conflict";
    article.dataset.conflict = conflictKey(conflict);
    const heading = make("h3", this.label(conflict.path, this.store, conflict));
    heading.id = `conflict-${(count += 1)}`;
    article.setAttribute("aria-labelledby", heading.id);
    const [mine, theirs] = sides(conflict, this.store);
    const who = [conflict.by || "Somebody", hour(conflict.at)].filter(Boolean).join(", ");
    const both = make("div");
    both.className = "conflict-sides";
    both.append(side("Mine", mine), side(`Theirs: ${who}`, theirs));
    article.append(heading, both, this.#choices(conflict, heading));
    return article;
  }

  #choices(conflict, heading) {
    const choices = make("p");
    choices.className = "conflict-choices";
    const button = (text, act) => {
      const made = make("button", text);
      made.type = "button";
      made.setAttribute("aria-describedby", heading.id);
      made.addEventListener("click", act);
      choices.append(made);
    };
    button("Keep mine", () => this.#decide(conflict, "mine"));
    button("Take theirs", () => this.#decide(conflict, "theirs"));
    const textual = conflict.kind === "value" && [conflict.mine, conflict.theirs].every((each) => typeof each === "string");
    if (textual) button("Edit by hand", () => this.#edit(conflict, choices, heading));
    return choices;
  }

  #edit(conflict, choices, heading) {
    const field = make("textarea");
    field.value = conflict.mine;
    field.rows = Math.min(12, 2 + Math.ceil(conflict.mine.length / 80));
    field.setAttribute("aria-labelledby", heading.id);
    const use = make("button", "Use this text");
    use.type = "button";
    use.addEventListener("click", () => this.#decide(conflict, "edited", field.value));
    const line = make("p");
    line.append(field, use);
    choices.replaceWith(line);
    field.focus();
  }

  #decide(conflict, choice, value) {
    this.saver.decide(conflict, choice, value);
    const next = this.element.querySelector("button");
    if (next) next.focus();
    else this.#goTo(conflict.path);
  }

  #goTo(path) {
    const at = document.querySelector(`[data-path="${CSS.escape(path.join("."))}"]`);
    const field = at?.matches("input, select, textarea, button") ? at : at?.querySelector("input, select, textarea, button");
    (field ?? document.querySelector("main"))?.focus();
  }
}

/** Name a field by the words of its path; rows by what they are called. */
function labelOf(path, store, conflict) {
  const names = path.map((step, place) => {
    if (place % 2 === 0) return humane(step);
    const row = find(store.doc, path.slice(0, place + 1)) ?? conflict.theirs ?? {};
    return written(row.title ?? row.text ?? row.official ?? row.country ?? row.question ?? "");
  });
  return names.filter((name) => name !== "—").join(", ") + (conflict.kind === "order" ? ": order" : "");
}

function sides({ kind, mine, theirs, path }, store) {
  if (kind === "row") return [mine, theirs].map(rowSide);
  if (kind === "order") return [mine, theirs].map((ids) => orderSide(ids, find(store.doc, path) ?? []));
  const marked = wordDifference(written(mine), written(theirs));
  return marked.map((runs, place) => runs.map(([text, differs]) => (differs ? make(place ? "ins" : "del", text) : text)));
}

function rowSide(row) {
  if (!row) return [make("em", "Removed")];
  const list = make("dl");
  for (const [name, text] of writtenRow(row)) list.append(make("dt", name), make("dd", text));
  return [list];
}

function orderSide(ids, rows) {
  const list = make("ol");
  for (const id of ids) {
    const row = rows.find((each) => each.id === id);
    if (row) list.append(make("li", written(row.title ?? row.text ?? row.official ?? row.country ?? row.question)));
  }
  return [list];
}

function side(title, parts) {
  const made = make("div");
  const text = make("div");
  text.className = "conflict-text";
  text.append(...parts);
  made.append(make("h4", title), text);
  return made;
}

function make(name, text) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  return made;
}
