// Results while typing and choosing filters. Without this script the same form
// and the same addresses do the same, one page at a time.
const form = document.querySelector("form[data-live]");
const results = document.getElementById("results");
const heading = document.getElementById("heading");
const hero = document.getElementById("hero");
const announcement = document.getElementById("announcement");
const box = form.querySelector("input[type=search]");
const suggested = document.getElementById("suggested");
const PAUSE = 250;
const REST = 2500;
const HINT = 100;

let waiting;
let asking;
let resting;
let hinting;
let typed = false;
const told = new Set();

document.documentElement.classList.add("live");

function address() {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value.trim()) fields.append(name, value.trim());
  }
  const sort = document.getElementById("sort");
  if (sort && sort.value === sort.dataset.usual) fields.delete("sort");
  const query = fields.toString();
  return form.action + (query ? `?${query}` : "");
}

async function show(wanted) {
  asking?.abort();
  asking = new AbortController();
  results.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(wanted, {
      headers: { "X-Fragment": "results" },
      signal: asking.signal,
    });
    if (!answer.ok) throw new Error(String(answer.status));
    place(await answer.text());
    results.removeAttribute("aria-busy");
  } catch (error) {
    if (error.name !== "AbortError") window.location.assign(wanted);
  }
}

function place(html) {
  const focused = document.activeElement?.id;
  const opened = [...results.querySelectorAll("details")].map((one) => one.open);
  const fragment = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
  results.replaceChildren(...fragment.childNodes);
  const details = [...results.querySelectorAll("details")];
  if (details.length === opened.length) details.forEach((one, at) => (one.open = opened[at]));
  else narrow();
  results.dataset.found = fragment.dataset.found;
  heading.textContent = announcement.textContent = fragment.dataset.heading;
  document.title = fragment.dataset.title;
  hero.classList.toggle("hero-slim", !("browsing" in fragment.dataset));
  for (const link of document.querySelectorAll("a[data-here]")) link.href = fragment.dataset.here;
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
}

// What is looked for is counted, by words alone, so that what is missing gets known.
function tell(what) {
  const words = box.value.trim();
  const once = `${what} ${words}`;
  if (!words || told.has(once)) return;
  told.add(once);
  const said = new URLSearchParams({ q: words, [what]: "1" });
  if (what === "watched" && typed) {
    said.set("typed", "1");
    said.set("found", results.dataset.found);
  }
  navigator.sendBeacon(form.dataset.searched, said);
}

function rest() {
  clearTimeout(resting);
  resting = setTimeout(() => tell("watched"), REST);
}

async function suggest() {
  const words = box.value.trim();
  const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: words })}`);
  if (!answer.ok || words !== box.value.trim()) return;
  const options = (await answer.json()).map((text) => {
    const option = document.createElement("option");
    option.value = text;
    return option;
  });
  suggested.replaceChildren(...options);
}

function later() {
  clearTimeout(waiting);
  rest();
  waiting = setTimeout(() => {
    const wanted = address();
    history.replaceState(null, "", wanted);
    show(wanted);
  }, PAUSE);
}

// On a narrow screen the filters would push the answers out of sight.
function narrow() {
  const filters = results.querySelector(".filters > details");
  if (filters && window.matchMedia("(max-width: 767.98px)").matches) filters.open = false;
}

form.addEventListener("input", (event) => {
  if (event.target === box) {
    typed = true;
    clearTimeout(hinting);
    hinting = setTimeout(suggest, HINT);
  }
  later();
});
results.addEventListener("click", (event) => {
  if (event.target.closest(".result-name a")) tell("opened");
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  rest();
  const wanted = address();
  history.pushState(null, "", wanted);
  show(wanted);
});
results.addEventListener("change", (event) => {
  if (event.target.form === form) later();
});
window.addEventListener("popstate", () => window.location.reload());
narrow();
rest();
