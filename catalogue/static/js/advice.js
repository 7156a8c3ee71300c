// What exists already, while somebody types. Without this script a button does the same.
const form = document.getElementById("form");
const panel = document.getElementById("advice");
const found = document.getElementById("advice-found");
const said = document.getElementById("advice-said");
const pointer = document.getElementById("advice-pointer");
const heading = pointer.textContent;
const PAUSE = 500;
const TRIES = 5;

let waiting;
let asking;
let asked = "";
let failures = 0;

function fields() {
  const typed = new FormData(form);
  for (const name of ["_act", "_once", "_revision"]) typed.delete(name);
  return typed;
}

async function ask() {
  const typed = fields();
  const now = new URLSearchParams(typed).toString();
  if (now === asked) return;
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(panel.dataset.advice, {
      method: "POST",
      body: typed,
      headers: { "X-Fragment": "advice" },
      signal: asking.signal,
    });
    if (answer.status === 429) return later(Number(answer.headers.get("Retry-After")) * 1000);
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    place(await answer.text());
    asked = now;
    panel.classList.add("live");
    again();
  } catch (error) {
    if (error.name !== "AbortError") panel.classList.remove("live"); // the button is left
  }
}

function place(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  found.replaceChildren(...fresh.childNodes);
  const told = [...found.querySelectorAll("[data-said]")].map((one) => one.textContent.trim());
  pointer.textContent = found.querySelector(".hints") ? told[0] : heading;
  if (said.textContent !== told.join(" ")) said.textContent = told.join(" ");
}

// A check that could not run is tried a few times more, with longer and longer pauses.
function again() {
  failures = found.querySelector(".advice-failed") ? failures + 1 : 0;
  if (failures === 0 || failures > TRIES) return;
  asked = "";
  later(failures * 2000);
}

function later(pause = PAUSE) {
  clearTimeout(waiting);
  waiting = setTimeout(ask, pause);
}

panel.classList.add("live");
form.addEventListener("input", () => later());
if (!("shown" in found.dataset)) later(0);
