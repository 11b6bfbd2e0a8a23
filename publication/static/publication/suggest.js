// Offers records while somebody types into the search field (ARIA 1.2 combobox); without it the field works
// as it is. The server finds what is mistyped or in another script, so the offers are shown as they come.

const field = document.getElementById("find");
const list = document.createElement("ul");
const told = document.createElement("p");
list.id = "find-offers";
list.className = "offered";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", field.dataset.offers);
told.className = "unseen";
told.setAttribute("role", "status");
field.parentElement.append(list, told);
for (const [name, value] of Object.entries({
  role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
})) field.setAttribute(name, value);

let waiting;
let asked = 0;
let at = -1;

function close() {
  asked += 1;
  clearTimeout(waiting);
  list.hidden = true;
  told.textContent = "";
  field.setAttribute("aria-expanded", "false");
  choose(-1);
}

// what is said once more is read out only where it was unsaid before
function say(words) {
  const mine = asked;
  told.textContent = "";
  setTimeout(() => {
    if (mine === asked) told.textContent = words;
  }, 100);
}

function choose(place) {
  at = place;
  [...list.children].forEach((each, index) => each.setAttribute("aria-selected", String(index === place)));
  if (place < 0) field.removeAttribute("aria-activedescendant");
  else {
    field.setAttribute("aria-activedescendant", list.children[place].id);
    list.children[place].scrollIntoView({ block: "nearest" });
  }
}

function option({ title, url, type }, place) {
  const offer = document.createElement("li");
  const kind = document.createElement("span");
  offer.id = `find-offer-${place}`;
  offer.dataset.url = url;
  offer.setAttribute("role", "option");
  offer.setAttribute("aria-selected", "false");
  kind.className = "quiet";
  kind.textContent = field.dataset[type] ?? type;
  offer.append(`${title} `, kind);
  return offer;
}

async function offer() {
  const words = field.value.trim();
  const mine = (asked += 1);
  if (words.length < 2) return close();
  const answer = await fetch(`/api/v1/search/?page_size=8&q=${encodeURIComponent(words)}`).catch(() => null);
  const found = answer?.ok ? (await answer.json()).results : [];
  if (mine !== asked || document.activeElement !== field) return undefined;
  if (!found.length) {
    close();
    return answer?.ok ? say(field.dataset.nothing) : undefined;
  }
  list.replaceChildren(...found.map(option));
  list.hidden = false;
  field.setAttribute("aria-expanded", "true");
  say(`${field.dataset.offers}: ${found.length}`);
  return choose(-1);
}

field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(offer, 200);
});
field.addEventListener("blur", close);
field.addEventListener("keydown", (event) => {
  if (event.isComposing) return; // the keys are the input method's
  const many = list.hidden ? 0 : list.children.length;
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (move && many) {
    event.preventDefault();
    choose(at < 0 && move < 0 ? many - 1 : (at + move + many) % many);
  } else if (event.key === "Enter" && many && at >= 0) {
    event.preventDefault();
    location.assign(list.children[at].dataset.url);
  } else if (event.key === "Escape" && many) {
    event.preventDefault();
    close();
  }
});
list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
list.addEventListener("click", (event) => {
  const chosen = event.target.closest("[role=option]");
  if (chosen) location.assign(chosen.dataset.url);
});
