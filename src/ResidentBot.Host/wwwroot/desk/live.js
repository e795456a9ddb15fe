// Follows the community's feed and asks for the page anew when something on it changed. The browser reconnects by itself and tells the last news
// it has; the page says so while the connection or Redis is away.
import { parse, patch } from "./patch.js";

const gap = 250;
const slow = 4000;
const body = document.body;
const banner = document.getElementById("banner");

let timer = null;
let asking = false;
let again = false;

export function say(text) {
  banner.textContent = text ?? "";
  banner.hidden = !text;
}

export async function refresh() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (answer.redirected && !answer.url.startsWith(location.origin + location.pathname)) location.reload();
    else if (answer.status === 503) setTimeout(soon, slow);
    else if (answer.ok) patch(parse(await answer.text()), { except: ["notice"] });
  } catch {
    setTimeout(soon, slow);
  } finally {
    asking = false;
    if (again) {
      again = false;
      soon();
    }
  }
}

function soon() {
  timer ??= setTimeout(() => {
    timer = null;
    refresh();
  }, gap);
}

// Words of other talks change nothing that is shown here.
function concerns(what) {
  if (!what.startsWith("thread:")) return true;
  const ticket = document.querySelector("[data-thread]");
  return ticket?.dataset.thread === what.slice("thread:".length);
}

export function startLive() {
  let lost = false;
  const source = new EventSource(`/desk/${body.dataset.community}/events?since=${encodeURIComponent(body.dataset.feed)}`);
  source.onmessage = (event) => {
    if (JSON.parse(event.data).some(concerns)) soon();
  };
  source.onopen = () => {
    if (lost) soon();
    lost = false;
    say(null);
  };
  source.onerror = () => {
    lost = true;
    say(banner.dataset.lost);
    // A server that answers with an error ends the browser's own tries.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), slow);
  };
  source.addEventListener("down", () => say(banner.dataset.down));
  source.addEventListener("up", () => {
    say(null);
    soon();
  });
  addEventListener("pagehide", () => source.close());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) soon();
  });
}
