/** Under this name a page keeps the token of its session; it stands in its first greeting. */
export const tokenKey = 'waystation-token';
