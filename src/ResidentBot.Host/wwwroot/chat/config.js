// What the server put into the page, and the words of the page in the reader's language.
const config = JSON.parse(document.getElementById('config').textContent);

export const community = config.community;

// Where a token comes from.
export const tokens = config.tokens;

// The screen in the service hall, {idle: seconds}; null on a resident's own device.
export const kiosk = config.kiosk || null;

function stored(key) {
  if (kiosk) return null;
  try { return localStorage.getItem(key); } catch (_) { return null; }
}

// Private windows and full phones refuse to store: the page works without. A kiosk keeps nothing at all.
export function keep(key, value) {
  if (kiosk) return;
  try {
    if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, value);
  } catch (_) { /* nothing depends on it */ }
}

export const recall = stored;

function preferred() {
  const kept = stored('chat.language');
  if (kept === 'zh' || kept === 'en') return kept;
  const wanted = (navigator.languages || [navigator.language || '']).map((one) => one.slice(0, 2).toLowerCase());
  return wanted.filter((one) => one === 'zh' || one === 'en')[0] || config.language;
}

let language = preferred();

export function currentLanguage() { return language; }

export function locale() { return language === 'zh' ? 'zh-CN' : 'en'; }

export function text(key, values) {
  const all = Object.assign({ phone: whole(config.phone), numbers: whole(config.numbers) }, values);
  return (config.texts[language][key] || key).replace(/\{(\w+)\}/g, (_, name) => (all[name] === undefined ? '' : all[name]));
}

// A number that is to be dialled is never broken over two lines.
function whole(number) { return number.replace(/ /g, '\u00a0'); }

// Writes every fixed text of the page in the language now chosen.
export function dress() {
  document.documentElement.lang = locale();
  document.title = config.name[language];
  each('[data-name]', (node) => { node.textContent = config.name[language]; });
  each('[data-numbers]', (node) => { node.textContent = config.numbers; });
  each('[data-text]', (node) => { node.textContent = text(node.dataset.text); });
  each('[data-label]', (node) => { node.setAttribute('aria-label', text(node.dataset.label)); node.title = text(node.dataset.label); });
  each('[data-placeholder]', (node) => { node.placeholder = text(node.dataset.placeholder); });
  document.getElementById('scroll').removeAttribute('title');
  each('#call', (call) => { call.href = 'tel:' + config.phone.replace(/[^+\d]/g, ''); });
  each('#language', (other) => {
    other.textContent = text('language');
    other.lang = language === 'zh' ? 'en' : 'zh-CN';
  });
}

export function chooseLanguage(chosen) { language = chosen; }

export function switchLanguage() {
  language = language === 'zh' ? 'en' : 'zh';
  keep('chat.language', language);
  dress();
}

export function title(unread) {
  document.title = (unread > 0 ? '(' + unread + ') ' : '') + config.name[language];
}

function each(selector, act) {
  Array.prototype.forEach.call(document.querySelectorAll(selector), act);
}
