// The page of the switchboard. Whatever the PBX tells is shown by textContent: it is text, never markup.

const SHOWN = 300;
const SILENCE = 15_000;

const EXTENSION_STATES = {
  'Idle': ['idle', 'Free'], 'InUse': ['busy', 'In a call'], 'Busy': ['busy', 'Busy'], 'Ringing': ['ringing', 'Ringing'],
  'InUse&Ringing': ['ringing', 'In a call, ringing'], 'Hold': ['busy', 'On hold'], 'InUse&Hold': ['busy', 'On hold'],
  'Unavailable': ['off', 'Not reachable'],
};
const CHANNEL_STATES = {
  'Down': ['off', 'Starting'], 'Rsrvd': ['off', 'Starting'], 'OffHook': ['ringing', 'Off the hook'],
  'Dialing': ['ringing', 'Dialling'], 'Ring': ['ringing', 'Dialling'], 'Ringing': ['ringing', 'Ringing'],
  'Up': ['busy', 'Connected'], 'Busy': ['off', 'Busy'],
};
const DEVICE_STATES = [
  ['off', 'unknown'], ['idle', 'free'], ['busy', 'in a call'], ['busy', 'busy'], ['off', 'not there'],
  ['off', 'not reachable'], ['ringing', 'ringing'], ['ringing', 'in a call, ringing'], ['busy', 'on hold'],
];
const OUTCOMES = {
  ANSWERED: 'was answered', BUSY: 'is busy', NO_ANSWER: 'was not answered', CONGESTION: 'found no line',
};

const rows = new Map();
let pbx = null;
let live = false;
let heardAt = 0;
let skew = 0;
let source;

const byId = id => document.getElementById(id);
const find = byId('find').querySelector('input');
const myPhone = byId('call').elements.from;

// ---- what comes from the server

function listen() {
  source?.close();
  source = new EventSource('events');
  heardAt = Date.now();
  source.onmessage = event => take(JSON.parse(event.data));
  source.onerror = () => setLive(false);
}

function take(message) {
  heardAt = Date.now();
  skew = heardAt - message.now;
  if (message.whole) rows.clear();
  for (const [id, row] of Object.entries(message.rows)) {
    if (row) rows.set(id, row);
    else rows.delete(id);
  }
  pbx = message.pbx;
  setLive(true);
  if (message.whole || Object.keys(message.rows).length) showRows();
}

function setLive(now) {
  live = now;
  showState();
}

// EventSource connects again by itself, but for a refused or a silent connection.
setInterval(() => {
  if (Date.now() - heardAt > SILENCE) {
    setLive(false);
    listen();
  }
}, 1000);

// ---- what is shown

function showState() {
  const at = time => new Date(time + skew).toLocaleTimeString();
  const usable = live && pbx?.connected;
  let text = 'No connection to the switchboard’s server. What is shown is how it was last.';
  if (usable) text = `Connected to ${pbx.server || 'the PBX'}` + (pbx.full ? '. There is more than can be shown.' : '');
  else if (live) text = `PBX not connected since ${at(pbx.since)}. What is shown is how it was then.`;
  setText(byId('pbx'), text);
  document.body.className = usable ? 'connected-pbx' : 'lost-pbx';
  for (const button of document.querySelectorAll('main button, #call button')) {
    setAttribute(button, 'aria-disabled', String(!usable));
  }
  showTitle();
}

function showTitle() {
  const channels = [...rows.keys()].filter(id => id.startsWith('channel:')).length;
  document.title = (live && pbx?.connected ? `${channels} channels` : 'Not connected') + ' – Switchboard';
}

function showRows() {
  const all = [...rows].map(([id, row]) => ({id, row})).sort((a, b) => a.id.localeCompare(b.id, 'en', {numeric: true}));
  const wanted = find.value.trim().toLowerCase();
  const kinds = {extension: [], channel: [], queue: []};
  for (const each of all) kinds[kindOf(each.id)].push(each);
  for (const [kind, every] of Object.entries(kinds)) {
    const found = wanted ? every.filter(each => texts(each.row).includes(wanted)) : every;
    const list = byId(kind + 's');
    reconcile(list, found.slice(0, SHOWN), kind, fill[kind]);
    const section = list.closest('section');
    setText(section.querySelector('.count'), wanted ? `${found.length} of ${every.length}` : `${every.length}`);
    const more = section.querySelector('.more');
    more.hidden = found.length <= SHOWN;
    setText(more, `${found.length - SHOWN} more: narrow them down with Find.`);
  }
  showPhones(kinds.extension);
  showState();
  showTimes();
}

const kindOf = id => id.slice(0, id.indexOf(':'));
const texts = row => JSON.stringify(Object.values(row)).toLowerCase();
const party = (name, number) => [name, number].filter(Boolean).join(' ');

const fill = {
  extension(tile, row) {
    setText(tile.querySelector('.number'), row.number);
    setText(tile.querySelector('.device'), row.device);
    const [kind, words] = EXTENSION_STATES[row.status] ?? ['off', row.status];
    setState(tile.querySelector('.state'), kind, words);
    setClass(tile, kind);
    const button = tile.querySelector('button');
    button.hidden = !/^\d+$/.test(row.number);
    setAttribute(button, 'aria-label', `Call ${row.number}`);
  },
  channel(line, row) {
    const who = party(row.caller, row.number) || row.name;
    setText(line.querySelector('.party'), who);
    setText(line.querySelector('.name'), row.name);
    setText(line.querySelector('.connected'), party(row.connectedName, row.connectedNumber) || row.dialled);
    const [kind, words] = row.held ? ['off', 'On hold'] : CHANNEL_STATES[row.state] ?? ['off', row.state];
    setState(line.querySelector('.state'), kind, words);
    line.querySelector('.time').dataset.since = row.since;
    setAttribute(line.querySelector('.hangup'), 'aria-label', `Hang up ${who}`);
    setAttribute(line.querySelector('.transfer'), 'aria-label', `Transfer ${who}`);
  },
  queue(line, row) {
    setText(line.querySelector('th'), row.name);
    const waiting = row.waiting.slice(0, SHOWN).map(each => ({id: each.uniqueid, row: each}));
    reconcile(line.querySelector('.waiting'), waiting, 'waiting', (item, each) => {
      setText(item.querySelector('.party'), party(each.caller, each.number) || 'unknown');
      item.querySelector('.time').dataset.since = each.since;
    });
    const members = row.members.slice(0, SHOWN).map(each => ({id: each.device, row: each}));
    reconcile(line.querySelector('.members'), members, 'member', (item, each) => {
      setText(item.querySelector('.party'), each.name);
      const [kind, words] = each.paused ? ['off', 'paused'] : DEVICE_STATES[each.status] ?? DEVICE_STATES[0];
      setState(item.querySelector('.state'), kind, words);
    });
  },
};

/** Makes the children of a list those that are wanted; one that stays is kept, with its focus. */
function reconcile(list, wanted, template, fillOne) {
  const ids = new Set(wanted.map(each => each.id));
  const present = new Map();
  [...list.children].forEach((element, index) => {
    if (ids.has(element.dataset.id)) present.set(element.dataset.id, element);
    else remove(list, element, index);
  });
  let next = list.firstElementChild;
  for (const {id, row} of wanted) {
    let element = present.get(id);
    if (!element) {
      element = byId(template).content.firstElementChild.cloneNode(true);
      element.dataset.id = id;
    }
    fillOne(element, row);
    if (element === next) next = next.nextElementSibling;
    else list.insertBefore(element, next);
  }
}

/** The focus of a line that goes passes to the one after it, or else to the heading. */
function remove(list, element, index) {
  const focused = element.contains(document.activeElement);
  element.remove();
  if (focused) {
    const heir = list.children[Math.min(index, list.children.length - 1)]?.querySelector('button:not([hidden])');
    (heir ?? list.closest('section').querySelector('h2')).focus();
  }
}

function showPhones(extensions) {
  const numbers = extensions.map(each => each.row.number).filter(number => /^\d+$/.test(number));
  if (numbers.join() === [...myPhone.options].map(option => option.value).join()) return;
  const chosen = myPhone.value || localStorage.getItem('phone');
  myPhone.replaceChildren(...numbers.map(number => new Option(number)));
  myPhone.value = numbers.includes(chosen) ? chosen : numbers[0] ?? '';
}

function showTimes() {
  for (const time of document.querySelectorAll('[data-since]')) {
    const seconds = Math.max(0, Math.round((Date.now() - skew - time.dataset.since) / 1000));
    const [hours, rest] = [Math.floor(seconds / 3600), seconds % 3600];
    const two = number => String(number).padStart(2, '0');
    setText(time, (hours ? `${hours}:${two(Math.floor(rest / 60))}` : Math.floor(rest / 60)) + `:${two(rest % 60)}`);
  }
}

setInterval(showTimes, 1000);

// A change that changes nothing would be told again by a screen reader.
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function setClass(element, name) {
  if (element.className !== name) element.className = name;
}

function setState(element, kind, words) {
  setClass(element, `state ${kind}`);
  setText(element, words);
}

// ---- what is asked of the server

async function ask(path, request, done) {
  if (!live || !pbx?.connected) {
    say('The PBX is not connected: nothing was done.');
    return;
  }
  try {
    const response = await fetch(path, {
      method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(request),
    });
    const answer = await response.text();
    say(response.ok ? done(answer) : `Not done: ${answer}`);
  } catch {
    say('The server did not answer: it is not known whether that was done.');
  }
}

function say(text) {
  byId('said').textContent = text;
}

function call(to) {
  const from = myPhone.value;
  localStorage.setItem('phone', from);
  say(`Calling ${to}: pick up ${from}.`);
  ask('call', {from, to}, outcome => `${from} ${OUTCOMES[outcome] ?? 'could not be called'}.`);
}

byId('call').addEventListener('submit', event => {
  event.preventDefault();
  call(event.target.elements.to.value);
});

byId('extensions').addEventListener('click', event => {
  const tile = event.target.closest('button')?.closest('li');
  if (tile) call(rows.get(tile.dataset.id).number);
});

byId('channels').addEventListener('click', event => {
  const button = event.target.closest('button');
  if (!button) return;
  const channel = button.closest('tr').dataset.id;
  const who = button.closest('tr').querySelector('.party').textContent;
  if (button.classList.contains('hangup')) ask('hangup', {channel}, () => `Hung up ${who}.`);
  else transfer(channel, who);
});

function transfer(channel, who) {
  const dialog = byId('transfer');
  const to = dialog.querySelector('input');
  setText(dialog.querySelector('h2 span'), who);
  to.value = '';
  dialog.returnValue = 'cancel';
  dialog.onclose = () => {
    if (dialog.returnValue === 'transfer') ask('transfer', {channel, to: to.value}, () => `Transferred ${who} to ${to.value}.`);
  };
  dialog.showModal();
  to.focus();
}

find.addEventListener('input', showRows);
listen();
