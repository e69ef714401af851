// The page of the switchboard: what the server sends, and how it is shown. steer.js does what the buttons do.
import {arrange, byId, duration, keepPlaces, setAttribute, setClass, setText} from './dom.js';
import {consulted, draggable} from './steer.js';

const SHOWN = 300;
const SILENCE = 15_000;
const LONG_WAIT = 60_000;
const PHONES = {
  FREE: ['free', 'Free'], RINGING: ['ringing', 'Ringing'], BUSY: ['busy', 'In a call'], ON_HOLD: ['busy', 'On hold'],
  AWAY: ['away', 'Not reachable'],
};

const rows = new Map();
let pbx = null;
let title = '';
let live = false;
let heardAt = 0;
let skew = 0;
let source;
let planned = false;
let enabled = true;

const find = byId('find');

// ---- what the server sends

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
  if (message.whole) {
    rows.clear();
    title = message.title;
    document.body.classList.toggle('viewer', !message.maySteer);
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
  plan();
}

// EventSource connects again by itself, except after a refused or a silent connection.
setInterval(() => {
  if (Date.now() - heardAt > SILENCE) {
    setLive(false);
    listen();
  }
}, 1000);

// ---- what steer.js asks

export const usable = () => live && Boolean(pbx?.connected);
export const maySteer = () => !document.body.classList.contains('viewer');
export const callOf = id => rows.get(id);
export const myPhone = () => byId('phone').value;
export const isMine = row => Boolean(myPhone()) && [row.from, ...row.with].some(each => each.number === myPhone());
export const people = () => of('person').map(each => each.row);
export const label = party => party.name || party.number || 'unknown number';

// ---- what is shown

const of = kind => [...rows].filter(([id]) => id.startsWith(kind + ':')).map(([id, row]) => ({id, row}));
const now = () => (usable() ? Date.now() : heardAt) - skew;
const list = parties => parties.map(label).join(', ');
/** Without what a distribution adds, such as +dfsg-1 or ~deb12u1. */
const short = version => version.replace(/[+~].*/, '');
const sees = text => text.toLowerCase().includes(find.value.trim().toLowerCase());

/** Shows all changes of a moment at once. */
export function plan() {
  if (planned) return;
  planned = true;
  requestAnimationFrame(() => {
    planned = false;
    show();
  });
}

function show() {
  showState();
  const busy = showCalls();
  showPeople(busy);
  showQueues();
  showTimes();
  if (enabled === usable()) return;
  enabled = usable();
  for (const button of document.querySelectorAll('main button, #dial button')) {
    setAttribute(button, 'aria-disabled', String(!enabled));
  }
}

function showState() {
  const at = time => new Date(time + skew).toLocaleTimeString('en-GB');
  setText(byId('pbx'), pbx ? title + (pbx.version ? ` · Asterisk ${short(pbx.version)}` : '') : 'Connecting…');
  setClass(byId('pbx'), usable() ? 'up' : 'down');
  let text = '';
  if (!live && pbx) text = `No connection to the switchboard’s server. This is how it was at ${at(heardAt - skew)}.`;
  else if (pbx && !pbx.connected && !rows.size) text = 'The PBX is not connected yet.';
  else if (pbx && !pbx.connected) text = `No connection to the PBX since ${at(pbx.since)}. This is how it was then.`;
  setText(byId('banner'), text);
  byId('banner').hidden = !text;
  document.body.classList.toggle('stale', !usable());
}

function none(listElement, shown, text) {
  const place = listElement.parentElement.querySelector('.none');
  place.hidden = shown > 0;
  setText(place, usable() || rows.size ? text : 'Waiting for the PBX…');
}

function count(panel, shown, all) {
  const text = shown === all ? String(all) : `${shown} of ${all}`;
  setText(byId(panel).querySelector('h2 .count'), text);
  setText(document.querySelector(`nav [data-tab=${panel}] .count`), text);
}

/** Shows the calls, and returns the call of each number. */
function showCalls() {
  const busy = new Map();
  const all = of('call').sort((a, b) => a.row.startedAt - b.row.startedAt);
  for (const {row} of all) {
    for (const party of [row.from, ...row.with]) if (party.number) busy.set(party.number, {row, party});
  }
  const found = all.filter(({row}) => sees(JSON.stringify([row.from, row.with, row.dialled, row.queue])));
  const inQueue = row => row.state === 'WAITING' && !isMine(row);
  const isNow = row => row.state === 'RINGING' || isMine(row);
  const visible = found.filter(({row}) => !inQueue(row)).slice(0, SHOWN)
    .map(({id, row}) => ({id, row: {...row, mine: isMine(row), consulted: consulted(id)}}));
  const top = visible.filter(({row}) => isNow(row));
  const rest = visible.filter(({row}) => !isNow(row));
  const left = [keepPlaces(byId('now'), top, 'call', fillCall), keepPlaces(byId('others'), rest, 'call', fillCall)];
  if (left.includes(true)) plan();
  none(byId('now'), top.length, find.value ? 'No ringing call matches.' : 'Nobody is ringing.');
  none(byId('others'), rest.length, find.value ? 'No call in progress matches.' : 'There are no other calls.');
  count('calls', found.length, all.length);
  setClass(byId('hold'), `steer${top.some(({row}) => row.mine && row.state === 'TALKING') ? ' shown' : ''}`);
  const callsMe = top.filter(({row}) => row.mine && row.state === 'RINGING' && row.from.number !== myPhone());
  setText(byId('rings'), callsMe.map(({row}) => `${label(row.from)} is calling you.`).join(' '));
  const ringing = top.filter(({row}) => row.state === 'RINGING').length;
  document.title = (usable() ? (ringing ? `(${ringing}) ringing` : `${all.length} calls`) : 'Not connected')
    + ' – Switchboard';
  return busy;
}

function whatOf(row) {
  if (row.consulted) return ['busy', 'Asking', `${row.consulted} first`];
  switch (row.state) {
    case 'RINGING': return row.mine && row.from.number === myPhone() ? ['ringing', 'Ringing', 'for you']
      : ['ringing', 'Calling', row.mine ? 'you' : list(row.with)];
    case 'TALKING': return [row.held ? 'held' : 'busy', row.held ? 'On hold with' : 'Talking to',
      row.mine ? 'you' : list(row.with)];
    case 'PARKED': return ['held', 'Parked', `in ${row.space}`];
    case 'WAITING': return ['ringing', 'Waiting', `in ${row.queue}`];
    case 'WITH_PBX': return ['away', 'Listening', 'to a menu or voicemail'];
    default: return ['away', 'Dialling', row.dialled ?? ''];
  }
}

/** Whom the row is about: of my call the other party. */
const subject = row => row.from.number === myPhone() && row.with.length ? row.with[0] : row.from;

function fillWho(element, party, queue) {
  setText(element.querySelector('.name'), label(party));
  setText(element.querySelector('.number'), [party.name && party.number, queue].filter(Boolean).join(' · '));
}

function fillCall(element, row) {
  const [kind, state, others] = whatOf(row);
  setClass(element, `call ${kind}${row.mine ? ' mine' : ''}`);
  fillWho(element, subject(row), row.queue);
  setText(element.querySelector('.state'), state);
  setText(element.querySelector('.with'), others);
  element.querySelector('.time').dataset.since = row.since;
  const calls = row.from.number === myPhone();
  const offered = {
    take: row.state === 'PARKED' || row.state === 'RINGING' && !row.mine,
    connect: row.consulted, back: row.consulted,
    transfer: row.state !== 'STARTED' && !(row.state === 'RINGING' && calls) && !row.consulted,
    park: row.state === 'TALKING' && !row.consulted,
    hangup: !row.consulted,
  };
  for (const button of element.querySelectorAll('button')) {
    button.hidden = !offered[button.dataset.do];
    setAttribute(button, 'aria-label', `${button.textContent} ${label(subject(row))}`);
  }
}

function showPeople(busy) {
  const all = of('person').sort((a, b) =>
    (a.row.name || a.row.number).localeCompare(b.row.name || b.row.number, undefined, {numeric: true}));
  const found = all.filter(({row}) => sees(`${row.name} ${row.number}`));
  const shown = found.slice(0, SHOWN).map(({id, row}) => {
    const call = busy.get(row.number);
    const others = call ? [call.row.from, ...call.row.with].filter(each => each.number !== row.number) : [];
    const rings = ['RINGING', 'WAITING'].includes(call?.row.state) && call.row.from.number !== row.number;
    return {id, row: {...row, mine: row.number === myPhone(), since: call?.row.since, calls: Boolean(call), rings,
      others: list(rings ? others.slice(0, 1) : others)}};
  });
  arrange(byId('persons'), shown, 'person', fillPerson);
  let why = 'People appear here for extensions with a hint in the dialplan, such as: exten => 201,hint,PJSIP/201';
  if (pbx?.problem) why = `The PBX does not list its extensions: ${pbx.problem}. The user needs write = reporting.`;
  if (all.length) why = `Nobody is called “${find.value}”. Press Enter to call a number.`;
  none(byId('persons'), shown.length, why);
  count('people', found.length, all.length);
  showPhones(all.map(each => each.row));
}

function fillPerson(element, row) {
  let [kind, state] = PHONES[row.state];
  if (row.rings) [kind, state] = ['ringing', 'Ringing:'];
  else if (row.calls) [kind, state] = ['busy', row.state === 'ON_HOLD' ? 'On hold' : 'In a call'];
  setClass(element, `person ${kind}${row.mine ? ' mine' : ''}`);
  const words = (row.name || row.number).split(/\s+/);
  setText(element.querySelector('.avatar'), row.name ? words[0][0] + (words.length > 1 ? words.at(-1)[0] : '') : '☎');
  setText(element.querySelector('.name'), row.name || row.number);
  setText(element.querySelector('.number'), row.mine ? `${row.number} · you` : row.name ? row.number : '');
  setText(element.querySelector('.state'), state);
  const others = element.querySelector('.with');
  setText(others, row.others ? (row.rings ? row.others : `with ${row.others}`) : '');
  if (row.calls) element.dataset.since = row.since;
  else delete element.dataset.since;
  setAttribute(element, 'data-number', row.number);
  const messages = element.querySelector('.messages');
  setText(messages, row.messages ? `✉ ${row.messages}` : '');
  setAttribute(messages, 'aria-label', row.messages ? `${row.messages} new voicemails` : '');
  const button = element.querySelector('button');
  button.hidden = row.mine;
  setAttribute(button, 'aria-label', `Call ${row.name || row.number}`);
}

function showPhones(all) {
  const select = byId('phone');
  const wanted = all.map(row => `${row.number} ${row.name}`).sort();
  if (wanted.join() === select.dataset.options) return;
  select.dataset.options = wanted.join();
  const chosen = select.value || localStorage.getItem('phone') || '';
  select.replaceChildren(new Option('Choose…', ''), ...wanted.map(text => new Option(text.trim(), text.split(' ')[0])));
  select.value = all.some(row => row.number === chosen) ? chosen : '';
  plan();
}

function showQueues() {
  const all = of('queue').sort((a, b) => a.row.name.localeCompare(b.row.name, undefined, {numeric: true}));
  const found = all.filter(({row}) => sees(JSON.stringify([row.name, row.waiting.map(each => each.who), row.members])));
  const waiting = all.flatMap(({row}) => row.waiting.map(each => ({...each, queue: row.name})));
  const first = waiting.reduce((a, b) => a && a.since <= b.since ? a : b, null);
  setText(byId('longest'), first ? `Longest wait: ${label(first.who)} (${first.queue})` : all.length ? 'Nobody is waiting.' : '');
  arrange(byId('lines'), found.slice(0, SHOWN), 'queue', fillQueue);
  none(byId('lines'), found.length, find.value && all.length ? 'No queue or agent matches.' : 'This PBX has no queues.');
  count('queues', found.length, all.length);
}

function fillQueue(element, row) {
  const set = (place, text) => setText(element.querySelector(place), text);
  set('.name', row.name);
  set('.waits dd', String(row.waiting.length));
  set('.level dd', row.serviceLevel === null ? '–' : `${Math.floor(row.serviceLevel)}%`);
  set('.level dt', `in ${row.serviceLevelTime} s`);
  set('.lost dd', String(row.abandoned));
  const wait = element.querySelector('.wait dd');
  if (row.waiting.length) wait.dataset.since = Math.min(...row.waiting.map(each => each.since));
  else delete wait.dataset.since;
  if (!row.waiting.length) setText(wait, '–');
  const callers = row.waiting.slice(0, SHOWN).map(each => ({id: each.call ?? `wait:${each.since}`, row: each}));
  arrange(element.querySelector('ol'), callers, 'waiting', (item, each) => {
    fillWho(item, each.who);
    item.querySelector('.time').dataset.since = each.since;
    const button = item.querySelector('button');
    button.hidden = !each.call;
    setAttribute(button, 'aria-label', `Take ${label(each.who)}`);
  });
  element.querySelector('.nobody').hidden = row.waiting.length > 0;
  const states = {AVAILABLE: 'free', RINGING: 'ringing', IN_CALL: 'in a call', PAUSED: 'paused', UNAVAILABLE: 'away'};
  const agents = Object.entries(states).map(([state, words]) => {
    const names = row.members.filter(each => each.state === state).map(each => each.name + (each.reason ? ` (${each.reason})` : ''));
    return names.length ? `${words}: ${names.join(', ')}` : '';
  }).filter(Boolean);
  set('.agents', agents.join(' · ') || 'Nobody is logged in to this queue.');
}

/** Whatever changes with time alone. */
function showTimes() {
  for (const place of document.querySelectorAll('.time[data-since], dd[data-since]')) {
    const waited = now() - place.dataset.since;
    setText(place, duration(waited));
    if (place.matches('dd')) place.parentElement.classList.toggle('late', waited > LONG_WAIT);
  }
  for (const place of document.querySelectorAll('dd:not([data-since])')) place.parentElement.classList.remove('late');
  for (const card of document.querySelectorAll('.person')) {
    setAttribute(card.querySelector('.what'), 'data-time', card.dataset.since ? duration(now() - card.dataset.since) : '');
  }
}

setInterval(showTimes, 1000);

// ---- what the user does with the page alone

find.addEventListener('input', plan);
byId('phone').addEventListener('change', () => {
  localStorage.setItem('phone', myPhone());
  plan();
});
document.querySelector('nav').addEventListener('click', event => {
  const tab = event.target.closest('button')?.dataset.tab;
  if (tab) showTab(tab);
});

function showTab(tab) {
  document.body.dataset.tab = tab;
  for (const button of document.querySelectorAll('nav button')) {
    setAttribute(button, 'aria-pressed', String(button.dataset.tab === tab));
  }
}

addEventListener('keydown', event => {
  if (event.key === '/' && !event.target.matches('input, select')) {
    event.preventDefault();
    find.focus();
  } else if (event.key === 'Escape' && event.target === find) {
    find.value = '';
    plan();
  }
});

showTab('calls');
draggable(document.querySelector('main'));
plan();
listen();
