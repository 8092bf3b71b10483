/** What `GET /health` counts of the sockets: `sockets` now, and what has happened since the start. */
export async function realtimeCounts(url: string): Promise<Record<string, number>> {
  const answer = await fetch(`${url}/health`);
  const { parts } = (await answer.json()) as { parts: { realtime: Record<string, number> } };
  return parts.realtime;
}
