// What already exists, while it is typed. Without this script a button saves the
// draft and shows the same.
const aside = document.querySelector("[data-advice]");
const place = aside?.querySelector("[data-advice-place]");
const form = document.getElementById(aside?.dataset.form);
const PAUSE = 500;

let waiting;
let asking;
let shown = "";

async function ask() {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(aside.dataset.advice, {
      method: "POST",
      body: new FormData(form),
      signal: asking.signal,
    });
    if (!answer.ok || answer.redirected) return; // what stands there stays
    const html = await answer.text();
    if (html === shown) return; // said aloud again only when it changes
    shown = html;
    const page = new DOMParser().parseFromString(html, "text/html");
    place.replaceChildren(...page.body.childNodes);
  } catch (error) {
    if (error.name !== "AbortError") asking = undefined;
  }
}

form?.addEventListener("input", (event) => {
  if (!["title", "problem", "description", "outcomes", "language"].includes(event.target.name)) return;
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
});
