// Who follows a link away from a draft that is not saved is asked first; who comes
// back to a page that was saved since gets it as it is stored now.
const form = document.getElementById("form");
const typed = () => new URLSearchParams(new FormData(form)).toString();
const before = typed();

let sent = false;

form.addEventListener("submit", () => (sent = true));
window.addEventListener("beforeunload", (event) => {
  if (!sent && typed() !== before) event.preventDefault();
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted && sent) window.location.reload();
});
