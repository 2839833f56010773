/** Where the driver's screen is. A new tab starts with an empty session storage, so the token goes along. */
export function kioskAddress(session: Pick<Storage, 'getItem'>): string {
  const token = session.getItem('token');
  return token === null ? './' : `./#token=${encodeURIComponent(token)}`;
}
