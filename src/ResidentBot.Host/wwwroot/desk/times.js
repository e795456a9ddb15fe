// Keeps "12 min" true while a page stays open.

const words = document.body.dataset;

function ago(from) {
  const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(from)) / 60000));
  if (minutes < 1) return words.agoNow;
  if (minutes < 60) return words.agoMinutes.replace("{n}", minutes);
  if (minutes < 60 * 48) return words.agoHours.replace("{n}", Math.floor(minutes / 60));
  return words.agoDays.replace("{n}", Math.floor(minutes / 1440));
}

export function startTimes() {
  if (!words.agoNow) return;
  setInterval(() => {
    for (const time of document.querySelectorAll("time[data-ago]")) time.textContent = ago(time.dateTime);
  }, 30000);
}
