// Say, beside the newsroom's time, what time it is where the browser is; the form works without this.

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const words = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: here });

/** Find how many minutes a zone is ahead of UTC at an instant. */
function ahead(zone, instant) {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const name = parts.formatToParts(instant).find((part) => part.type === "timeZoneName").value;
  const found = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  return found ? (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}

/** Find the instant of a day and time in a zone; the second look is for days when clocks change. */
function instantOf(day, time, zone) {
  const asUtc = Date.parse(`${day}T${time}Z`);
  const guess = new Date(asUtc - ahead(zone, new Date(asUtc)) * 60000);
  return new Date(asUtc - ahead(zone, guess) * 60000);
}

for (const time of document.querySelectorAll("time[datetime]")) {
  time.title = `${words.format(new Date(time.dateTime))} (${here})`;
}

const form = document.getElementById("schedule");
const zone = form?.elements.zone;
if (zone) {
  if (![...zone.options].some((option) => option.value === here)) {
    zone.add(new Option(`${here} (this browser)`, here));
  }
  const told = document.createElement("p");
  told.className = "hint";
  told.setAttribute("role", "status");
  zone.closest(".field").append(told);
  form.addEventListener("input", () => {
    const { day, time } = form.elements;
    const known = day.value && time.value;
    const at = known ? instantOf(day.value, time.value, zone.value) : null;
    told.textContent = at && !Number.isNaN(at.valueOf()) ? `That is ${words.format(at)} in this browser’s zone, ${here}.` : "";
  });
}
