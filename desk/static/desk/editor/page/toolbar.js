/** Say what is in hand in the story, which rows it is cited for, and what can be made of it. */
import { button, el } from "./dom.js";

const SHOWN = 90; // characters of what is in hand

export const ACTS = [
  ["s", "Statement", "statement"], ["m", "Meeting", "meeting"], ["v", "Person of the event", "person"], ["q", "New question", "question"], ["a", "Answer to it", "answer"],
  ["g", "Step of an agreement", "step"], ["p", "Claim of a first", "claim"], ["f", "No facts", "free"],
];

/** Draw the bar below the story. */
export function drawToolbar(ed, story, making) {
  const hand = el("p", { class: "in-hand" });
  const rows = el("p", { class: "in-rows" });
  const cite = button("", () => story.toggle(), { class: "small", "aria-keyshortcuts": "Enter" });
  const stop = button("Done", () => ed.citing(null), { class: "small second", "aria-keyshortcuts": "Escape" });
  const acts = ACTS.map(([key, label, name]) => {
    const made = button("", () => making[name](), { class: "small second", "aria-keyshortcuts": key });
    made.append(`${label} `, el("kbd", { text: key, "aria-hidden": "true" }));
    return made;
  });
  const element = el("div", { class: "story-bar", role: "group", "aria-label": "What is in hand" }, hand, rows, el("div", { class: "bar-acts" }, cite, stop), el("div", { class: "bar-acts" }, ...acts));
  const draw = () => {
    const { span } = story;
    element.hidden = !span;
    if (!span) return;
    const { sentence, exact } = span;
    const whole = exact === story.wordsOf({ source: span.source, ...sentence });
    const short = exact.length > SHOWN ? `${exact.slice(0, SHOWN - 1)}…` : exact;
    hand.replaceChildren(el("strong", { text: whole ? `Sentence ${sentence.number}` : "Chosen words" }), whole ? "" : ` «${short}»`);
    const row = ed.cited ?? ed.active;
    const on = ed.cites(row, span);
    cite.replaceChildren(`${on ? "No longer cite" : "Cite"} for ${ed.label(row)} `, el("kbd", { text: "Enter", "aria-hidden": "true" }));
    cite.disabled = row[0] === "disputes" && row.length === 2 && on;
    stop.hidden = !ed.cited;
    const found = ed.citations().filter(({ cut }) => cut.source === span.source && cut.start < span.end && span.start < cut.end);
    const known = [...new Map(found.map((each) => [each.row.join("."), each])).values()];
    const links = known.map(({ row: path, hue }) => button(ed.label(path), () => go(ed, path), { class: `plain row-link hue-${hue}` }));
    rows.replaceChildren(known.length ? "Cited for: " : "Not cited yet.", ...links);
  };
  story.addEventListener("span", draw);
  for (const name of ["changed", "active", "citing"]) ed.addEventListener(name, draw);
  draw();
  return element;
}

/** Go from a passage to the row that cites it. */
function go(ed, path) {
  if (path[0] === "@tenures") document.querySelector(".people-of button")?.focus();
  else ed.open(path.length ? path : ["passages"], { focus: true });
}
