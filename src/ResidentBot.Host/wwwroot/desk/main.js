import { startAttach } from "./attach.js";
import { startBell } from "./bell.js";
import { startDrafts } from "./drafts.js";
import { startForms } from "./forms.js";
import { startKeys } from "./keys.js";
import { startLive } from "./live.js";
import { startTimes } from "./times.js";
import { startTyping } from "./typing.js";
import { settle } from "./patch.js";

startTimes();
startKeys();
if (document.body.dataset.community) {
  startDrafts();
  startForms();
  startAttach();
  startBell();
  startLive();
  startTyping();
}
// On a phone the menu is wider than the screen.
document.querySelector(".nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
document.querySelector("[data-print]")?.addEventListener("click", () => print());
settle(document);
