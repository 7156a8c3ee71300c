// Who leaves words behind that are not saved is asked first; who comes back to a
// page that was saved since gets it as it is stored now.
const OWN = ["csrf_token", "_once"];

function typed() {
  const fields = new FormData(document.getElementById("form"));
  for (const name of OWN) fields.delete(name);
  return new URLSearchParams(fields).toString();
}

const saved = document.querySelector("script[data-unsaved]") ? null : typed();
let sent = false;

// On the window, after those who send the form themselves.
window.addEventListener("submit", (event) => {
  if (event.target.id === "form" && !event.defaultPrevented) sent = true;
});
window.addEventListener("beforeunload", (event) => {
  if (!sent && typed() !== saved) event.preventDefault();
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted && sent) window.location.reload();
});
