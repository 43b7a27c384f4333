/** Why there is no connection, or no longer one: the HTTP status where there was one, and what the server said. */
export class NotConnected extends Error {
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(message);
    this.name = 'NotConnected';
    this.status = status;
  }
}
