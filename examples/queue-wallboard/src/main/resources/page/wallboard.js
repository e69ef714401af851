// The page of the wallboard. Names come from outside: they are shown by textContent, as text and never as markup.

const SILENCE = 15_000;
const QUEUES_ON_A_PAGE = 12;
const WORST = ['', 'warning', 'alarm'];

// In the order in which a tile shows them.
const STATES = {
  AVAILABLE: ['available', 'free'], RINGING: ['ringing', 'ringing'], IN_CALL: ['in-call', 'in call'],
  PAUSED: ['paused', 'paused'], UNAVAILABLE: ['unavailable', 'away'],
};

const rows = new Map();
let settings = null;
let pbx = null;
let live = false;
let heardAt = 0;
let skew = 0;
let triedAt = 0;
let source;

const byId = id => document.getElementById(id);

// ---- what the server sends

function listen() {
  source?.close();
  source = new EventSource('events');
  source.onmessage = event => take(JSON.parse(event.data));
  source.onerror = () => setLive(false);
  triedAt = Date.now();
}

function take(message) {
  heardAt = Date.now();
  skew = heardAt - message.now;
  if (message.whole) {
    rows.clear();
    settings = message.settings;
  }
  for (const [id, row] of Object.entries(message.rows)) {
    if (row) rows.set(id, row);
    else rows.delete(id);
  }
  pbx = message.pbx;
  setLive(true);
}

function setLive(now) {
  live = now;
  show();
}

// EventSource connects again by itself, except after a refused or a silent connection.
setInterval(() => {
  const since = Date.now() - Math.max(heardAt, triedAt);
  if (since > SILENCE) {
    setLive(false);
    listen();
  }
}, 1000);

// ---- what is shown

/** What counts as now: while a connection is lost, the moment of the last figures. */
function now() {
  if (pbx && !pbx.connected) return pbx.since;
  return (live ? Date.now() : heardAt) - skew;
}

const clock = time => new Date(time).toLocaleTimeString('en-GB');

function showBanner() {
  const asOf = clock(now() + skew);
  let text = '';
  if (!pbx) text = 'Connecting to the wallboard’s server…';
  else if (!live) text = `No connection to the wallboard’s server. Figures as of ${asOf}`;
  else if (!pbx.connected && !rows.size) text = 'The PBX is not connected yet';
  else if (!pbx.connected) text = `No connection to the PBX. Figures as of ${asOf}`;
  const banner = byId('banner');
  setText(banner, text);
  banner.hidden = !text;
  document.body.classList.toggle('stale', Boolean(text));
}

function show() {
  showBanner();
  if (!settings) return;
  setText(document.querySelector('h1'), settings.title);
  document.title = settings.title;
  const all = [...rows].map(([id, row]) => ({id, row})).sort((a, b) =>
    a.row.name.localeCompare(b.row.name, undefined, {numeric: true}) || (a.id < b.id ? -1 : 1));
  const queues = all.filter(each => each.id.startsWith('queue:'));
  const agents = all.filter(each => each.id.startsWith('agent:'));
  byId('none').hidden = queues.length > 0 || !pbx.connected;
  setText(byId('none'), 'The PBX has no queue of those that wall.queues selects.');
  byId('queues').hidden = queues.length === 0;
  byId('agents-area').hidden = queues.length + agents.length === 0;
  byId('no-agents').hidden = agents.length > 0;

  const shown = turn(queues, QUEUES_ON_A_PAGE, byId('queues-page'));
  byId('queues').style.setProperty('--columns', columns(shown.length));
  reconcile(byId('queues'), shown, 'queue', fillQueue);
  reconcile(byId('agents'), turn(agents, agentsThatFit(), byId('agents-page')), 'agent', fillAgent);
  const elsewhere = queues.filter(each => !shown.includes(each) && worst(each.row) === 2);
  setText(byId('elsewhere'), elsewhere.length ? '■ Alarm: ' + elsewhere.map(each => each.row.name).join(', ') : '');
  showTimes();
}

/** The part of a list that has its turn. All parts are alike in size, but for the last. */
function turn(list, fits, label) {
  const pages = Math.max(1, Math.ceil(list.length / fits));
  const size = Math.ceil(list.length / pages);
  const page = Math.floor(Date.now() / 1000 / Math.max(1, settings.pageSeconds)) % pages;
  setText(label, pages > 1 ? `page ${page + 1} of ${pages}` : '');
  return list.slice(page * size, (page + 1) * size);
}

/** The number of columns with which the text of the tiles is largest; see --u of the style. */
function columns(tiles) {
  const area = byId('queues').getBoundingClientRect();
  let best = 1;
  let largest = 0;
  for (let each = 1; each <= tiles; each++) {
    const size = Math.min(area.width / each, 1.36 * area.height / Math.ceil(tiles / each));
    if (size > largest * 1.01) [best, largest] = [each, size];
  }
  return best;
}

/** The label of the pages has its place, too, so that the number does not depend on itself. */
function agentsThatFit() {
  const unit = Math.min(innerWidth, innerHeight) / 100;
  const area = byId('agents-area').getBoundingClientRect();
  const heading = byId('agents-title').getBoundingClientRect();
  return Math.max(1, Math.floor((area.bottom - heading.bottom - 2.6 * unit) / (9.2 * unit)));
}

// ---- limits

const above = (value, limit) => value >= limit.alarm ? 2 : value >= limit.warning ? 1 : 0;
const below = (value, limit) => value === null ? 0 : value < limit.alarm ? 2 : value < limit.warning ? 1 : 0;

const longestWait = row => row.waitingSince === null ? 0 : Math.max(0, Math.floor((now() - row.waitingSince) / 1000));

const limits = row => ({
  waiting: above(row.waiting, settings.waiting),
  longest: above(longestWait(row), settings.longestWait),
  level: below(row.serviceLevel, settings.serviceLevel),
});

const worst = row => Math.max(...Object.values(limits(row)));

// ---- tiles and lines

function fillQueue(tile, row) {
  const set = (place, text) => setText(tile.querySelector(place), text);
  set('.name', row.name);
  setFigure(tile.querySelector('.waiting dd'), row.waiting + (row.omitted ? '+' : ''));
  setFigure(tile.querySelector('.level dd'), row.serviceLevel === null ? '–' : String(Math.floor(row.serviceLevel)),
    row.serviceLevel === null ? '' : '%');
  set('.level dt', row.serviceLevelTime ? `in ${row.serviceLevelTime} s` : 'in time');
  set('.offered dd', row.offered);
  set('.answered dd', row.answered);
  set('.abandoned dd', row.abandoned);
  set('.timed-out dd', row.timedOut);
  const members = Object.keys(STATES).filter(state => row.members[state])
    .map(state => ({id: state, row: {state, count: row.members[state]}}));
  reconcile(tile.querySelector('.members'), members, 'members', (item, each) => {
    setClass(item, STATES[each.state][0]);
    setText(item.querySelector('.count'), each.count);
    setText(item.querySelector('.state'), STATES[each.state][1]);
  });
}

function fillAgent(line, row) {
  const [kind, words] = STATES[row.state];
  setClass(line, `agent ${kind}`);
  setText(line.querySelector('.name'), row.name);
  setText(line.querySelector('.state'), row.state === 'PAUSED' && row.reason ? `${words}: ${row.reason}` : words);
  setText(line.querySelector('.queues'), row.queues.join(', '));
}

/** Whatever changes with time alone. */
function showTimes() {
  setText(byId('clock'), clock(Date.now()));
  for (const tile of document.querySelectorAll('.tile')) {
    const row = rows.get(tile.dataset.id);
    if (!row) continue;
    setFigure(tile.querySelector('.longest dd'), row.waitingSince === null ? '–' : duration(longestWait(row)));
    const beyond = limits(row);
    for (const [figure, limit] of Object.entries(beyond)) {
      setClass(tile.querySelector(`.now .${figure}`), `${figure} ${WORST[limit]}`.trim());
    }
    const level = Math.max(...Object.values(beyond));
    setClass(tile, `tile ${WORST[level]}`.trim());
    setText(tile.querySelector('.worst'), ['', 'Warning', 'Alarm'][level]);
  }
  for (const line of document.querySelectorAll('.agent')) {
    const row = rows.get(line.dataset.id);
    if (row) setText(line.querySelector('.time'), duration(Math.max(0, Math.floor((now() - row.since) / 1000))));
  }
}

function duration(seconds) {
  const two = number => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours >= 24 ? `${Math.floor(hours / 24)} d ${hours % 24} h`
    : hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Makes the children of a list those that are wanted; one that stays is kept. */
function reconcile(list, wanted, template, fill) {
  const ids = new Set(wanted.map(each => each.id));
  const present = new Map();
  for (const element of [...list.children]) {
    if (ids.has(element.dataset.id)) present.set(element.dataset.id, element);
    else element.remove();
  }
  let next = list.firstElementChild;
  for (const {id, row} of wanted) {
    let element = present.get(id);
    if (!element) {
      element = byId(template).content.firstElementChild.cloneNode(true);
      element.dataset.id = id;
    }
    fill(element, row);
    if (element === next) next = next.nextElementSibling;
    else list.insertBefore(element, next);
  }
}

/** A large figure, whose size depends on how wide it is. */
function setFigure(element, value, unit = '') {
  if (element.textContent === value + unit) return;
  const small = document.createElement('span');
  small.className = 'unit';
  small.textContent = unit;
  element.replaceChildren(value, small);
  const wide = [...value].reduce((sum, each) => sum + (/[0-9+–]/.test(each) ? 0.72 : 0.4), unit ? 0.6 : 0);
  element.style.setProperty('--em', wide.toFixed(2));
}

function setText(element, value) {
  const text = String(value);
  if (element.textContent !== text) element.textContent = text;
}

function setClass(element, name) {
  if (element.className !== name) element.className = name;
}

// ---- full screen

function toggleFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
}

byId('full').addEventListener('click', toggleFullScreen);
addEventListener('keydown', event => {
  if (event.key.toLowerCase() === 'f' && !event.ctrlKey && !event.metaKey && !event.altKey) toggleFullScreen();
});
addEventListener('resize', show);

setInterval(show, 1000);
listen();
