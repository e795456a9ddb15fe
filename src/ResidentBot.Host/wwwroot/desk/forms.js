// Sends forms without leaving the page, so that nothing that is typed elsewhere is lost. Without this script they work as plain forms.
// A form keeps the id of its click until it was answered: pressing again after a lost connection changes nothing twice.
import { clearDraft } from "./drafts.js";
import { say } from "./live.js";
import { parse, patch } from "./patch.js";

const banner = document.getElementById("banner");

function renew(form, fresh) {
  const next = fresh.querySelector(`form[data-form="${form.dataset.form}"]`);
  for (const name of ["click", "forgery"]) {
    const value = next?.querySelector(`input[name=${name}]`)?.value;
    if (value) form.querySelector(`input[name=${name}]`).value = value;
  }
}

function done(form, fresh, answer) {
  clearDraft(form);
  const there = new URL(answer.url);
  // A page that answers the click itself, with a code shown once, has no address to go to.
  if (answer.redirected && (there.pathname !== location.pathname || moved(there))) {
    location.assign(answer.url);
    return;
  }
  form.reset();
  form.querySelectorAll("textarea").forEach((area) => (area.value = ""));
  form.closest("details")?.removeAttribute("open");
  patch(fresh);
  renew(form, fresh);
  focusWork(form.dataset.form);
}

const moved = (there) => there.searchParams.get("ticket") !== new URL(location.href).searchParams.get("ticket")
  && there.searchParams.has("ticket");

// Where the next key should go: after taking a ticket, into the reply.
function focusWork(name) {
  if (name === "claim" || name === "reply") document.getElementById("reply-text")?.focus();
}

// Told here, because a host that refuses so much hangs up before the browser has read why.
function tooLarge(form) {
  const field = form.querySelector("input[type=file][data-most]");
  return field && [...field.files].some((file) => file.size > Number(field.dataset.most)) ? field.dataset.large : null;
}

async function send(form, button) {
  const large = tooLarge(form);
  if (large) return say(large);
  const buttons = [...form.querySelectorAll("button")];
  // Files go as the form would send them itself.
  const all = new FormData(form, button);
  const data = form.enctype === "multipart/form-data" ? all : new URLSearchParams(all);
  buttons.forEach((one) => (one.disabled = true));
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { accept: "text/html" } });
    if (answer.status === 400) return say(banner.dataset.old);
    if (answer.status === 413) return say(await answer.text());
    // Such a page says nothing of what was asked.
    if (answer.status >= 500) return say(banner.dataset.unsent);
    const fresh = parse(await answer.text());
    if (answer.ok) done(form, fresh, answer);
    else {
      patch(fresh);
      // The refused click is spent on nothing; what is typed stays.
      renew(form, fresh);
      document.querySelector("[data-live=notice]")?.scrollIntoView({ block: "nearest" });
    }
  } catch {
    say(banner.dataset.unsent);
  } finally {
    buttons.forEach((one) => (one.disabled = false));
  }
}

export function startForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-form]:not([data-plain])")) return;
    event.preventDefault();
    send(form, event.submitter);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches("[data-send]")) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
}
