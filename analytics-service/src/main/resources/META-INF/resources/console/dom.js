/**
 * Makes an element: `h('td', { class: 'number', onclick: act }, text, otherElement)`. Children are elements or text;
 * text stays text, whatever is in it. Children that are null or false are left out, lists are taken apart.
 */
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value == null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'value' || key === 'checked' || key === 'disabled' || key === 'selected') element[key] = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...present(children));
  return element;
}

/** Puts these children in the place of those that an element has. */
export function fill(element, ...children) {
  element.replaceChildren(...present(children));
  return element;
}

function present(children) {
  return children.flat(Infinity).filter(child => child != null && child !== false);
}

/** A labelled choice: options are `[value, text]`. */
export function choice(label, options, value, onChange) {
  const select = h(
    'select',
    { onchange: () => onChange(select.value) },
    options.map(([each, text]) => h('option', { value: each, selected: each === value }, text)),
  );
  return h('label', { class: 'field' }, h('span', {}, label), select);
}

/** A note in the place of data: that there is none and what to do, or what went wrong. */
export function note(text, kind = 'empty') {
  return h('p', { class: `note ${kind}`, role: kind === 'fault' ? 'alert' : null }, text);
}

/** A table that scrolls sideways by itself where it is too wide; cells that are numbers stand to the right. */
export function table(columns, rows, caption) {
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          columns.map(({ text, number }) => h('th', { scope: 'col', class: number && 'number' }, text)),
        ),
      ),
      h('tbody', {}, rows),
    ),
  );
}

/** Asks before something is done; resolves to whether it is to be done. */
export function ask(question, details, yes, no) {
  return new Promise(resolve => {
    const dialog = h(
      'dialog',
      {
        onclose: () => {
          dialog.remove();
          resolve(dialog.returnValue === 'yes');
        },
      },
      h('h2', {}, question),
      details,
      h(
        'p',
        { class: 'actions' },
        h('button', { type: 'button', onclick: () => dialog.close('no'), autofocus: true }, no),
        h('button', { type: 'button', class: 'primary', onclick: () => dialog.close('yes') }, yes),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
