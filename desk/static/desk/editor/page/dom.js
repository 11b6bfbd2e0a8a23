/** Make elements, by name, what is told of them, and what stands in them. */

/** `told`: class, text, on {event: listener}, data {name: value}; anything else is an attribute (false: none). */
export function el(name, told = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(told)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") made.className = value;
    else if (key === "text") made.textContent = value;
    else if (key === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else if (key === "data") Object.assign(made.dataset, value);
    else if (key === "value") made.value = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((each) => each !== null && each !== undefined && each !== false));
  return made;
}

let count = 0;

/** Give an id that no other element has. */
export const freshId = (stem) => `${stem}-${(count += 1)}`;

/** Make a button that does something. */
export const button = (text, act, told = {}) => el("button", { type: "button", text, on: { click: act }, ...told });

/** Make a small button known by its sign, said in words to those who cannot see it. */
export function sign(text, words, act, told = {}) {
  const made = el("button", { type: "button", class: "sign", title: words, "aria-label": words, on: { click: act }, ...told });
  made.append(el("span", { "aria-hidden": "true", text }));
  return made;
}

const polite = () => document.getElementById("said") ?? document.body.appendChild(el("p", { id: "said", class: "unseen", role: "status" }));

/** Say something to those who listen to the page. */
export function say(sentence) {
  const place = polite();
  place.textContent = "";
  requestAnimationFrame(() => {
    place.textContent = sentence;
  });
}

/** Wait for quiet before doing something that follows what is typed. */
export function calm(act, after) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), after);
  };
}
