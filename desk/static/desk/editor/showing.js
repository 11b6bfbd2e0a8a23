/** Show in a line how the form stands, who else is here, and what was taken over or brought back. */
import { hour } from "./states.js";
import { humane } from "./wording.js";

/** Draw the state of saving into an element; `login` is where one logs in. */
export function showState(saver, element, { login }) {
  element.setAttribute("role", "status");
  const draw = ({ state, sentence }) => {
    element.dataset.state = state;
    element.textContent = sentence;
    if (state === "logged-out") element.append(" ", link("Log in in a new window", login));
  };
  saver.addEventListener("state", ({ detail }) => draw(detail));
  draw(saver.state);
}

/** Draw who else is in the record into an element. */
export function showOthers(presence, element) {
  presence.addEventListener("others", ({ detail }) => {
    const names = detail.others.map(({ name, field }) => (field ? `${name} (${places([field.split(".")])})` : name));
    element.textContent = names.length ? `Also here: ${names.join(", ")}.` : "";
  });
}

/** Draw what came from others, from an earlier sitting, or cannot be kept, into a list that is read out. */
export function showNotes({ saver, keeping, restored }, element) {
  element.setAttribute("role", "log");
  const say = (text) => {
    const line = document.createElement("p");
    line.textContent = text;
    element.append(line);
    return line;
  };
  if (restored) say(`Brought back what was not saved at ${hour(restored.at)}: ${places(restored.paths)}.`);
  saver.addEventListener("merged", ({ detail: { by, at, paths } }) => {
    if (paths.length) say(`${by || "Somebody"} saved at ${hour(at)}, taken over here: ${places(paths)}.`);
  });
  let full = null;
  keeping.addEventListener("failed", ({ detail }) => {
    full = say(detail.sentence);
  });
  keeping.addEventListener("kept", () => full?.remove());
}

/** Name the fields and lists of paths, each once. */
export const places = (paths) => [...new Set(paths.map(([first]) => humane(first)))].join(", ");

function link(text, href) {
  const made = document.createElement("a");
  Object.assign(made, { textContent: text, href, target: "_blank", rel: "noopener" });
  return made;
}
