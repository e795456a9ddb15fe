// Puts fresh parts of a page in place of old ones and leaves everything else alone: what is typed, where one has scrolled, what has the focus.
// Parts are the elements with data-live; forms that people write in stand outside of them.

const near = 80;

// On a phone the whole page scrolls instead, where it is this one talk's.
const scrolls = (part) => part.scrollHeight > part.clientHeight || part.dataset.stick === "own";

function sticky(part) {
  if (scrolls(part)) return part.scrollHeight - part.scrollTop - part.clientHeight < near;
  return part.lastElementChild?.getBoundingClientRect().top < innerHeight + near;
}

function toEnd(part) {
  if (scrolls(part)) part.scrollTop = part.scrollHeight;
  else part.lastElementChild?.scrollIntoView({ block: "end" });
}

// What a person would see of a part: ids of clicks and the age of things differ each time and are no change.
function look(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("input[type=hidden]").forEach((input) => input.remove());
  copy.querySelectorAll("time[data-ago]").forEach((time) => (time.textContent = ""));
  copy.querySelectorAll("details[open]").forEach((details) => details.removeAttribute("open"));
  return copy.innerHTML;
}

function focusKey(part) {
  const active = document.activeElement;
  if (!active || !part.contains(active)) return null;
  return active.getAttribute("href") ?? active.id ?? active.dataset.key ?? null;
}

function refocus(part, key) {
  if (!key) return;
  const found = [...part.querySelectorAll("a, button, input, [tabindex]")].find(
    (one) => one.getAttribute("href") === key || one.id === key || one.dataset.key === key);
  found?.focus({ preventScroll: true });
}

// A picture takes its room only when it has come.
function stay(part) {
  for (const image of part.querySelectorAll("img")) {
    if (!image.complete) image.addEventListener("load", () => toEnd(part), { once: true });
  }
}

export function patch(fresh, { except = [] } = {}) {
  for (const part of document.querySelectorAll("[data-live]")) {
    const name = part.dataset.live;
    if (except.includes(name)) continue;
    const next = fresh.querySelector(`[data-live="${name}"]`);
    if (!next || look(next) === look(part)) continue;
    const stick = "stick" in part.dataset && sticky(part);
    const [key, top] = [focusKey(part), part.scrollTop];
    const known = new Set([...part.querySelectorAll("[data-line]")].map((line) => line.dataset.line));
    part.replaceChildren(...next.childNodes);
    if (known.size > 0) {
      for (const line of part.querySelectorAll("[data-line]")) if (!known.has(line.dataset.line)) line.classList.add("fresh");
    }
    if (stick) {
      toEnd(part);
      stay(part);
    } else part.scrollTop = top;
    refocus(part, key);
  }
  document.dispatchEvent(new Event("desk:patched"));
}

export const parse = (html) => new DOMParser().parseFromString(html, "text/html");

// Scroll places after a page has come: the thread at its end, a list where it was.
export function settle(root) {
  root.querySelectorAll("[data-stick]").forEach(toEnd);
  for (const part of root.querySelectorAll("[data-keep-scroll]")) {
    const key = `scroll:${location.pathname}:${part.dataset.keepScroll}`;
    part.scrollTop = Number(sessionStorage.getItem(key) ?? 0);
    part.addEventListener("scroll", () => sessionStorage.setItem(key, String(part.scrollTop)), { passive: true });
  }
}
