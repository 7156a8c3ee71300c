// Results while typing and choosing filters. Without this script the same form
// and the same addresses do the same, one page at a time.
const form = document.querySelector("form[data-live]");
const results = document.getElementById("results");
const heading = document.getElementById("heading");
const hero = document.getElementById("hero");
const announcement = document.getElementById("announcement");
const PAUSE = 250;

let waiting;
let asking;

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
  heading.textContent = announcement.textContent = fragment.dataset.heading;
  document.title = fragment.dataset.title;
  hero.classList.toggle("hero-slim", !("browsing" in fragment.dataset));
  for (const link of document.querySelectorAll("a[data-here]")) link.href = fragment.dataset.here;
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
}

function later() {
  clearTimeout(waiting);
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

form.addEventListener("input", later);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  const wanted = address();
  history.pushState(null, "", wanted);
  show(wanted);
});
results.addEventListener("change", (event) => {
  if (event.target.form === form) later();
});
window.addEventListener("popstate", () => window.location.reload());
narrow();
