const KEY = 'tierline-token';

/** The token that was pasted, as long as the browser's tab lives; null before. */
export function token() {
  return sessionStorage.getItem(KEY);
}

export function keepToken(text) {
  sessionStorage.setItem(KEY, text);
}

export function forgetToken() {
  sessionStorage.removeItem(KEY);
}

/**
 * What a token says: `tenant`, `roles`, `rep`, `subject`, `expires` (a Date or null); null when it is no token at all.
 * Only for showing: the services check it, nobody believes this.
 */
export function claims(text) {
  try {
    const payload = text.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), character => character.charCodeAt(0));
    const said = JSON.parse(new TextDecoder().decode(bytes));
    return {
      tenant: said.tenant ?? null,
      roles: Array.isArray(said.groups) ? said.groups : [],
      rep: said.rep ?? null,
      subject: said.sub ?? null,
      expires: said.exp ? new Date(1000 * said.exp) : null,
    };
  } catch {
    return null;
  }
}

/** Whether the token that is kept names one of the roles; without any, whether there is a token. */
export function may(...roles) {
  return claims(token() ?? '')?.roles.some(role => roles.includes(role)) ?? false;
}
