// Rows are added and removed in place. Without this script the same buttons do
// the same, and the page comes back with one row more or less.
async function reshape(form, button) {
  const fields = new FormData(form);
  fields.set(button.name, button.value);
  form.inert = true; // what would be typed meanwhile would be lost
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(form.id);
    if (!answer.ok || answer.redirected || !fresh?.hasAttribute("data-rows")) throw new Error();
    form.replaceWith(document.adoptNode(fresh));
    fresh.querySelector("[autofocus]")?.focus();
  } catch {
    form.inert = false;
    sendAsUsual(form, button);
  }
}

function sendAsUsual(form, button) {
  const act = document.createElement("input");
  Object.assign(act, { type: "hidden", name: button.name, value: button.value });
  form.append(act);
  form.submit();
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!event.target.hasAttribute("data-rows") || button?.name !== "_act") return;
  if (!/^(add|remove) /.test(button.value)) return;
  event.preventDefault();
  reshape(event.target, button);
});
