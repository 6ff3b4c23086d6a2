// Elements of the document, and new ones.

/** The element with this id; the document is ours, so its absence is a mistake in the page. */
export function element<T extends Element>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`no ${type.name} with the id ${id}`);
  return found;
}

/** A new element with children; text never becomes markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

const svg = 'http://www.w3.org/2000/svg';

/** One of the document's icons. It says nothing to a screen reader: text stands beside it. */
export function icon(name: string): SVGSVGElement {
  const made = document.createElementNS(svg, 'svg');
  const use = document.createElementNS(svg, 'use');
  use.setAttribute('href', `#icon-${name}`);
  made.setAttribute('class', 'icon');
  made.setAttribute('aria-hidden', 'true');
  made.append(use);
  return made;
}
