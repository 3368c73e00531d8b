/**
 * One line per expert group: name, bar, share in percent.
 *
 * @param routing - shares 0–1 per group
 */
export function formatRouting(routing: Readonly<Record<string, number>>, barWidth = 20): string[] {
  const groups = Object.entries(routing).sort(([, left], [, right]) => right - left);
  const nameWidth = Math.max(0, ...groups.map(([name]) => name.length));
  return groups.map(([name, share]) => {
    const filled = Math.round(share * barWidth);
    const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
    return `${name.padEnd(nameWidth)} ${bar} ${(share * 100).toFixed(0).padStart(3)} %`;
  });
}
