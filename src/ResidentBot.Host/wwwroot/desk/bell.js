// Rings for new tickets and, in another tone and again and again, for emergencies that nobody has; counts both in the tab's title.
// Browsers let a page sound only after it was touched, so somebody has to turn it on; the wish is kept in this browser.

const wish = "bell";
const repeat = 15000;
const title = document.body.dataset.title;
const button = document.getElementById("bell");

let audio = null;
let known = null;
let lastRing = 0;

const numbers = (text) => (text ? text.split(",") : []);

function counters() {
  const element = document.getElementById("waiting");
  return { emergencies: numbers(element?.dataset.emergencies), waiting: numbers(element?.dataset.waiting) };
}

function beep(tones) {
  if (audio?.state !== "running") return;
  let at = audio.currentTime;
  for (const [frequency, seconds] of tones) {
    const [wave, volume] = [audio.createOscillator(), audio.createGain()];
    wave.frequency.value = frequency;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.25, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
    wave.connect(volume).connect(audio.destination);
    wave.start(at);
    wave.stop(at + seconds);
    at += seconds;
  }
}

function alarm() {
  lastRing = Date.now();
  beep([[988, 0.16], [740, 0.16], [988, 0.16], [740, 0.16], [988, 0.3]]);
}

function look() {
  const { emergencies, waiting } = counters();
  document.title = `${emergencies.length ? `(!${emergencies.length}) ` : ""}${waiting.length ? `(${waiting.length}) ` : ""}${title}`;
  const isNew = known && waiting.some((number) => !known.has(number));
  if (isNew && emergencies.some((number) => !known.has(number))) alarm();
  else if (isNew) beep([[660, 0.12], [880, 0.2]]);
  known = new Set(waiting);
}

function show() {
  const on = audio?.state === "running";
  button.textContent = on ? button.dataset.on : button.dataset.off;
  button.setAttribute("aria-pressed", String(on));
}

async function turnOn() {
  audio ??= new AudioContext();
  await audio.resume();
  localStorage.setItem(wish, "on");
  show();
}

async function turnOff() {
  await audio?.suspend();
  localStorage.removeItem(wish);
  show();
}

export function startBell() {
  button.hidden = false;
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    if (audio?.state === "running") turnOff();
    else turnOn().then(() => beep([[660, 0.12], [880, 0.2]]));
  });
  if (localStorage.getItem(wish)) {
    // The wish is known, the touch is not there yet: any touch or key will do.
    for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => localStorage.getItem(wish) && turnOn(), { once: true });
  }
  document.addEventListener("desk:patched", look);
  setInterval(() => {
    if (counters().emergencies.length > 0 && Date.now() - lastRing >= repeat) alarm();
  }, 1000);
  look();
  show();
}
