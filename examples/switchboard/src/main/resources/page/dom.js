// Changes of the document. Names come from outside: they are shown by textContent, as text and never as markup.

const AT_ONCE = 20;

export const byId = id => document.getElementById(id);

// A change that changes nothing would be told again by a screen reader.
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function setClass(element, name) {
  if (element.className !== name) element.className = name;
}

export function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

export function duration(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = number => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return (hours ? `${hours}:${two(minutes)}` : minutes) + `:${two(seconds % 60)}`;
}

function create(template, id) {
  const element = byId(template).content.firstElementChild.cloneNode(true);
  element.dataset.id = id;
  return element;
}

/** Fills an element only if what it shows has changed. */
function update(element, row, fill) {
  const looks = JSON.stringify(row);
  if (element.looks === looks) return;
  element.looks = looks;
  fill(element, row);
}

/** Makes the children of a list those that are wanted, in their order. */
export function arrange(list, wanted, template, fill) {
  const present = new Map([...list.children].map(child => [child.dataset.id, child]));
  const ids = new Set(wanted.map(each => each.id));
  for (const [id, child] of present) if (!ids.has(id)) remove(list, child, () => child.remove());
  let next = list.firstElementChild;
  for (const {id, row} of wanted) {
    const element = present.get(id) ?? create(template, id);
    update(element, row, fill);
    if (element === next) next = next.nextElementSibling;
    else list.insertBefore(element, next);
  }
}

/**
 * Makes the children of a list those that are wanted, and moves none of them: who leaves, leaves a gap for the next, so
 * that nothing slips from under the pointer. The gaps close when nobody is about to click. Creates some children at a
 * time, so that many calls at once do not stop the page; returns whether some are left.
 */
export function keepPlaces(list, wanted, template, fill) {
  const present = new Map([...list.children].map(child => [child.dataset.id, child]));
  const ids = new Set(wanted.map(each => each.id));
  for (const [id, child] of present) {
    if (id && !ids.has(id)) remove(list, child, () => child.replaceWith(gap()));
  }
  const gaps = [...list.children].filter(child => !child.dataset.id);
  let created = 0;
  for (const {id, row} of wanted) {
    if (!present.has(id) && ++created > AT_ONCE) continue;
    const element = present.get(id) ?? create(template, id);
    update(element, row, fill);
    if (present.has(id)) continue;
    if (gaps.length) gaps.shift().replaceWith(element);
    else list.append(element);
  }
  while (list.lastElementChild && !list.lastElementChild.dataset.id) list.lastElementChild.remove();
  if (gaps.length > 4 && !list.matches(':hover, :focus-within')) {
    gaps.forEach(each => each.remove());
  }
  return created > AT_ONCE;
}

function gap() {
  const element = document.createElement('li');
  element.className = 'gap';
  element.ariaHidden = 'true';
  return element;
}

/** The focus of a row that goes passes to a button of the next row, or else to the heading. */
function remove(list, element, how) {
  const focused = element.contains(document.activeElement);
  const next = element.nextElementSibling ?? element.previousElementSibling;
  how();
  if (focused) (next?.querySelector('button:not([hidden])') ?? list.closest('section').querySelector('h2')).focus();
}
